import type { FormatId } from '../../core/vocabulary.ts'

/** What may become of something on its way: `kept` as it is, `gone`, or `free` to change as the reason says. */
export type Rule = 'kept' | 'gone' | 'free'

/** What a gateway has to change, may change and must not change between two formats. Each entry has its reason. */
export interface ConversionRules {
  /** `detail` of a picture. */
  readonly detail: Ruled
  /** What stands for a picture by URL: the URL, or the bytes behind it. */
  readonly url: Ruled
  /** The message that a picture of a tool result stands in, and a text that says so. */
  readonly toolPictures: Ruled
  /** Texts that follow each other in one message: one by one, or put together. */
  readonly texts: Ruled
  /** Who says the system prompt. */
  readonly system: Ruled
}

export interface Ruled {
  readonly rule: Rule
  readonly why: string
}

type Pair = `${FormatId} to ${FormatId}`

const SAME = {
  url: { rule: 'free', why: 'A gateway may fetch a picture for a provider that does not: the bytes must be those behind the URL.' },
  texts: { rule: 'free', why: 'What is said stays the same, in the same order.' },
  system: { rule: 'kept', why: 'A model follows its system prompt in another way than what a user says. Both formats have a place for it.' },
} as const satisfies Partial<ConversionRules>

const MOVED: Ruled = { rule: 'free', why: 'Vendors that take no pictures in a tool message take them in one of the user behind it.' }

export const CONVERSIONS: Readonly<Record<Pair, ConversionRules>> = {
  'openai-chat to openai-chat': {
    ...SAME,
    detail: { rule: 'kept', why: 'Both sides have it: it decides how closely the model looks, and what that costs.' },
    toolPictures: MOVED,
  },
  'openai-chat to anthropic-messages': {
    ...SAME,
    detail: { rule: 'gone', why: 'Messages has no such field, and refuses unknown ones.' },
    toolPictures: { rule: 'free', why: 'A tool result takes pictures; so does the message of the user that holds it.' },
  },
  'anthropic-messages to anthropic-messages': {
    ...SAME,
    detail: { rule: 'gone', why: 'Neither side has it.' },
    toolPictures: { rule: 'kept', why: 'Both sides have the same place for what a tool returns.' },
  },
  'anthropic-messages to openai-chat': {
    ...SAME,
    detail: { rule: 'gone', why: 'The client said nothing of it: an empty one is turned down, any other one costs money. "auto" says nothing either.' },
    toolPictures: MOVED,
  },
}

/** The rules between two formats. */
export function conversion(from: FormatId, to: FormatId): ConversionRules {
  return CONVERSIONS[`${from} to ${to}`]
}

/** Wrong requests that a gateway may put right, by the message that they bring about: all that was meant is still there. */
export const REPAIRS: Readonly<Record<string, string>> = {
  'media-type/alias': 'there is but one type that it can mean',
  'media-type/case': 'media types have no case',
  'media-type/parameters': 'the parameter says nothing of the picture',
  'media-type/mismatch': 'the bytes tell the type',
  'base64/url-safe': 'both alphabets encode the same bytes',
  'base64/whitespace': 'white space encodes nothing',
  'base64/padding': 'padding encodes nothing',
  'data-url/prefix-missing': 'the bytes tell the type',
  'data-url/prefix-extra': 'the prefix says what the source says',
  'image-url-object/bare-string': 'the object holds nothing but the string',
  'unknown-field/unknown': 'what nobody knows may be left out',
  'cache-control/placement': 'caching changes no answer',
  'cache-control/unsupported': 'caching changes no answer',
  'token-limit/missing': 'a gateway may have a limit of its own',
  'parameters/out-of-range': 'a gateway may keep values within the range',
  'image-detail/value': 'it may be left out',
  'system-placement/in-messages': 'it can stand in its own place',
  'system-placement/top-level': 'it can stand in its own place',
  'wrong-format/part': 'the part can be converted',
  'wrong-format/body': 'the body can be converted',
  'messages/empty-text': 'an empty text says nothing',
  'tools/duplicate-name': 'two tools that are alike are one',
}
