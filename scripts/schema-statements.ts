import type { Finding, FormatId, Level } from '../src/core/vocabulary.ts'
import type { Profile } from '../src/profiles/profile.ts'

/** A message that the generated schemas put into the terms of JSON Schema where the profile calls it an error. */
export interface Statement {
  readonly id: string
  /** How it is said. */
  readonly as: string
  /** The format in which it is said, where that is one only. */
  readonly format?: FormatId
  /** Messages that must be errors too: else what they are about is valid, and the schema has no words for the rest. */
  readonly needs?: readonly string[]
  /** The cases that cannot be told. */
  readonly except?: { readonly because: string; readonly is: (finding: Finding) => boolean }
}

const MEDIA_TYPES = ['media-type/unsupported', 'media-type/alias', 'media-type/case', 'media-type/parameters']

/** What a schema says. */
export const SAID: readonly Statement[] = [
  { id: 'not-a-request/unrecognised', as: 'the body is an object and has messages' },
  { id: 'wrong-format/part', as: 'the unions of parts hold those of one format' },
  { id: 'image-url-object/bare-string', as: 'type of image_url' },
  { id: 'image-role/not-allowed', as: 'unions of parts by role' },
  { id: 'image-role/tool', as: 'union of the parts of a tool message' },
  { id: 'image-source/unsupported', as: 'union of image sources' },
  { id: 'system-placement/in-messages', as: 'union of messages, and prefixItems for the first one' },
  { id: 'system-placement/top-level', as: 'no property system' },
  { id: 'token-limit/missing', as: 'required' },
  { id: 'cache-control/placement', as: 'null is all that cache_control may be there' },
  { id: 'cache-control/unsupported', as: 'additionalProperties', needs: ['unknown-field/unknown'] },
  { id: 'image-detail/value', as: 'enum' },
  { id: 'unknown-field/unknown', as: 'additionalProperties; where it is no error, the misspelt field is still a missing one' },
  { id: 'schema/required', as: 'the schema of the format' },
  { id: 'schema/type', as: 'the schema of the format' },
  { id: 'schema/enum', as: 'the schema of the format' },
  { id: 'schema/other', as: 'the schema of the format' },
  { id: 'messages/empty', as: 'minItems' },
  {
    id: 'messages/empty-content',
    as: 'minItems and minLength',
    except: {
      because: 'that of an assistant may be empty in some places, such as the end of a conversation',
      is: ({ params }) => params['role'] === 'assistant',
    },
  },
  { id: 'messages/empty-text', as: 'minLength' },
  {
    id: 'parameters/out-of-range',
    as: 'minimum, maximum, enum, maxItems',
    except: {
      because: 'a schema cannot compare a budget with max_tokens',
      is: ({ params }) => String(params['range']).startsWith('a number below max_tokens'),
    },
  },
  { id: 'data-url/prefix-missing', as: 'pattern' },
  { id: 'data-url/prefix-extra', as: 'a pattern that must not fit' },
  {
    id: 'data-url/malformed',
    as: 'pattern',
    except: {
      because: 'the pattern does not count how far behind the comma comes',
      is: ({ params }) => params['problem'] === 'no comma follows',
    },
  },
  { id: 'base64/empty', as: 'pattern of the beginning' },
  {
    id: 'image-url/malformed',
    as: 'pattern of the beginning',
    except: {
      because: 'no pattern tells whether a URL can be parsed',
      is: ({ params }) => /^https?:\/\//i.test(String(params['url'])),
    },
  },
  { id: 'image-url/scheme', as: 'pattern of the beginning' },
  { id: 'image-url/insecure', as: 'pattern of the beginning' },
  { id: 'image-url/unsupported', as: 'union of image sources', format: 'anthropic-messages' },
  ...MEDIA_TYPES.map((id): Statement => ({ id, as: 'enum', format: 'anthropic-messages', needs: MEDIA_TYPES })),
  { id: 'image-size/too-large', as: 'maxLength', format: 'anthropic-messages' },
]

/** What no schema can say, or none should, and why. */
export const UNSAID: Readonly<Record<string, string>> = {
  'json/syntax': 'there is no value yet',
  'wrong-format/body': 'it is about what a body has nothing of',
  'endpoint/unknown-path': 'a schema sees the body only',
  'endpoint/method': 'a schema sees the body only',
  'headers/auth-missing': 'a schema sees the body only',
  'headers/content-type': 'a schema sees the body only',
  'headers/version-missing': 'a schema sees the body only',
  'token-limit/other-name': 'it is an error with some models only, which the rule knows by name',
  'tools/duplicate-name': 'a schema cannot compare two tools',
  'tools/orphan-result': 'a schema cannot compare a result with the calls before it',
  'parameters/removed': 'it depends on a header',
  'model/no-vision': 'a list of models is soon out of date, and images are looked for in all messages',
  'model/wrong-case': 'a list of models is soon out of date',
  'reasoning-passback/missing': 'it depends on the model',
  'image-count/too-many': 'a schema cannot count across messages',
  'placeholder/unreplaced': 'no pattern runs over what may be the data of an image',
  'image-url/not-public': 'addresses and names of hosts are too many for a pattern',
  'image-url-fetch/unreachable': 'a schema fetches nothing',
  'image-url-fetch/redirect': 'a schema fetches nothing',
  'image-url-fetch/not-an-image': 'a schema fetches nothing',
  'image-url-fetch/too-large': 'a schema fetches nothing',
  'base64/alphabet': 'no pattern runs over the data of an image',
  'base64/url-safe': 'no pattern runs over the data of an image',
  'base64/whitespace': 'no pattern runs over the data of an image',
  'base64/padding': 'no pattern runs over the data of an image',
  'media-type/mismatch': 'a schema does not decode',
  'image-bytes/not-an-image': 'a schema does not decode',
  'image-bytes/animated': 'a schema does not decode',
  'image-size/request': 'a schema does not see how many bytes a body has',
  'image-dimensions/too-large': 'a schema does not decode',
}

/** The level of a message in one format. */
export function levelIn(profile: Profile, format: FormatId, id: string): Level {
  const level = profile.levels[id] ?? 'off'
  return typeof level === 'string' ? level : level[format]
}

/** True when the schema of this profile and format says the message, at least for some cases. */
export function isSaid({ format: only, needs = [] }: Statement, profile: Profile, format: FormatId): boolean {
  return (only === undefined || only === format) && needs.every((id) => levelIn(profile, format, id) === 'error')
}

/** True when the schema of this profile and format refuses what the finding is about. */
export function saysFinding(finding: Finding, profile: Profile, format: FormatId): boolean {
  const statement = SAID.find(({ id }) => id === `${finding.ruleId}/${finding.messageId}`)
  return statement !== undefined && isSaid(statement, profile, format) && statement.except?.is(finding) !== true
}
