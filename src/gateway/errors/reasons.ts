import type { Finding } from '../../core/vocabulary.ts'
import type { ErrorKind } from './told.ts'

/** The findings that are turned down otherwise than as bad content. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'endpoint/unknown-path': 'route',
  'endpoint/method': 'route',
  'headers/auth-missing': 'auth',
  'image-size/request': 'size',
  'model/unknown': 'model',
  'model/wrong-case': 'model',
  'model/no-vision': 'vision',
}

const NO_IMAGE = 'invalid image format, only bmp/gif/png/jpeg/webp are supported'

/** What MiMo was recorded to say of a finding, in `param`. Of all others it is the kit's own sentence. */
const MIMO_REASONS: Readonly<Record<string, (params: Finding['params']) => string>> = {
  'messages/empty': () => 'messages must not be empty',
  'media-type/unsupported': () => NO_IMAGE,
  'image-bytes/not-an-image': () => NO_IMAGE,
  'image-role/tool': () => '`text` is not set',
  'text-part/missing': () => '`text` is not set',
  'reasoning-passback/missing': () => 'The reasoning_content in the thinking mode must be passed back to the API.',
  'schema/required': ({ name }) => `\`${name}\` is not set`,
  'tools/duplicate-name': ({ name }) => `tools contains duplicate names: ${name}`,
}

/** Why a gateway turns a request down for this finding; `undefined` when it does not. */
export function kindOf({ ruleId, messageId, severity, params }: Finding): ErrorKind | undefined {
  const kind = ruleId === 'schema' && params['name'] === 'model' ? 'model' : (KINDS[`${ruleId}/${messageId}`] ?? 'content')
  // A list of models grows old, and so an unknown one is no error; but nobody here could play it.
  const turnsDown = severity === 'error' || (severity === 'warning' && kind === 'model')
  return turnsDown ? kind : undefined
}

/** What is wrong, as MiMo says it where that is known. */
export function reasonOf({ ruleId, messageId, params, message }: Finding, isMimo: boolean): string {
  const known = isMimo ? MIMO_REASONS[`${ruleId}/${messageId}`] : undefined
  return known?.(params) ?? message
}
