import type { Level, LevelByFormat } from '../core/vocabulary.ts'

// A level a column, in the order of COLUMNS: Error, Warning, Info, or - where the message does not apply. W/E is a warning on
// Chat Completions and an error on Messages. Rules are in the order in which they are asked.
const COLUMNS = ['shubiaobiao', 'xiaomi-mimo', 'openai', 'anthropic', 'anthropic-cloud', 'openai-compatible'] as const
const TABLE = {
  'json/syntax': 'E E E E E E',
  'json/duplicate-key': 'W W W W W W',
  'json/lone-surrogate': 'I I I I I I',
  'json/byte-order-mark': 'I I I I I I',
  'not-a-request/unrecognised': 'I I I I I I',
  'wrong-format/body': 'E E E E E E',
  'wrong-format/part': 'E E E E E E',
  'wrong-format/ambiguous': 'I I I I I I',
  'endpoint/unknown-path': 'E E E E E W',
  'endpoint/method': 'E E E E E W',
  'headers/auth-missing': 'E E E E - -',
  'headers/content-type': 'E E E E E W',
  'headers/version-missing': 'I I - E E W',
  'image-url-object/bare-string': 'E E E - - W',
  'image-role/not-allowed': 'E E E E E W',
  'image-role/tool': 'E E W - - I',
  'image-source/unsupported': 'E E - - E -',
  'system-placement/in-messages': 'E E E E E W',
  'system-placement/top-level': 'E E E E E W',
  'token-limit/missing': 'I I - E E -',
  'token-limit/other-name': 'W W W - - I',
  'cache-control/placement': 'W W E E E I',
  'cache-control/unsupported': 'W W E E E I',
  'image-detail/value': 'W W E - - W',
  'image-detail/undocumented': 'W W - - - -',
  'unknown-field/unknown': 'W W E E E I',
  'schema/required': 'E E E E E E',
  'schema/type': 'E E E E E E',
  'schema/enum': 'E E E E E E',
  'schema/other': 'E E E E E E',
  'messages/empty': 'E E E E E E',
  'messages/empty-content': 'W W W E E W',
  'messages/empty-text': 'W/E W/E W E E I',
  'messages/prefill': '- - - W W -',
  'tools/duplicate-name': 'W E W E E I',
  'tools/orphan-result': 'W E W E E I',
  'parameters/out-of-range': 'E E E E E W',
  'parameters/ignored': 'W W - - - -',
  'parameters/removed': '- - - W W -',
  'model/unknown': 'W W I I I -',
  'model/wrong-case': 'W E I I I -',
  'model/no-vision': 'E E - - - -',
  'reasoning-passback/missing': 'W E - - - -',
  'text-part/missing': 'W W I I I I',
  'text-part/image-after-text': 'I I - I I -',
  'image-count/too-many': '- - E E W -',
  'image-duplicate/same-bytes': 'I I I I I I',
  'image-in-text/embedded': 'W W W W W W',
  'placeholder/unreplaced': 'E E E E E E',
  'data-url/prefix-missing': 'E E E - - E',
  'data-url/prefix-extra': 'E E E E E E',
  'data-url/malformed': 'E E E - - E',
  'data-url/parameters': 'W W W - - W',
  'image-url/malformed': 'E E E E E E',
  'image-url/scheme': 'E E E E E E',
  'image-url/insecure': 'W W W E E I',
  'image-url/not-public': 'E E E E E W',
  'image-url/credentials': 'W W W W W W',
  'image-url/expiring': 'I I I I I I',
  'image-url/unsupported': '- - - - E -',
  'image-url-fetch/unreachable': 'E E E E - W',
  'image-url-fetch/redirect': 'E E E E - W',
  'image-url-fetch/not-an-image': 'E E E E - W',
  'image-url-fetch/content-type': 'W W W W - W',
  'image-url-fetch/too-large': 'E E - - - -',
  'image-url-fetch/ambiguous': 'W W - - - -',
  'base64/empty': 'E E E E E E',
  'base64/alphabet': 'E E E E E E',
  'base64/url-safe': 'E E W E E W',
  'base64/whitespace': 'W W W E E W',
  'base64/padding': 'E E W E E W',
  'base64/trailing-bits': 'I I I I I I',
  'media-type/unsupported': 'E E E E E W',
  'media-type/alias': 'W W W E E I',
  'media-type/case': 'W W W E E I',
  'media-type/parameters': 'W W W E E I',
  'media-type/mismatch': 'W W W E E W',
  'image-bytes/not-an-image': 'E E E E E W',
  'image-bytes/truncated': 'W W W W W W',
  'image-bytes/trailing-junk': 'I I I I I I',
  'image-bytes/animated': 'I I W I I I',
  'image-size/too-large': 'E E - E E -',
  'image-size/ambiguous': 'W W - - - -',
  'image-size/request': '- - E E E -',
  'image-dimensions/too-large': '- - W E E -',
  'image-dimensions/tiny': 'I I - I I -',
} as const

const LEVELS: Readonly<Record<string, Level>> = { E: 'error', W: 'warning', I: 'info', '-': 'off' }

/** Behind these nothing is left that could be judged: what has one of them is never valid, whatever level is asked for. */
export const FATAL_MESSAGES: readonly string[] = ['json/syntax', 'wrong-format/body']

/** What a level can be given to: every rule, and every message as `rule/message`. */
export const LEVEL_NAMES: readonly string[] = [...new Set(Object.keys(TABLE).flatMap((message) => [message.split('/')[0]!, message]))]

/** The column of `id`: the level of every message, by `rule/message`. */
export function levelsOf(id: (typeof COLUMNS)[number]): Readonly<Record<string, LevelByFormat>> {
  const column = COLUMNS.indexOf(id)
  return Object.fromEntries(Object.entries(TABLE).map(([message, row]) => [message, levelIn(row.split(' ')[column]!)]))
}

function levelIn(cell: string): LevelByFormat {
  const [chat, messages] = cell.split('/')
  if (messages === undefined) return LEVELS[cell]!
  return { 'openai-chat': LEVELS[chat!]!, 'anthropic-messages': LEVELS[messages]! }
}
