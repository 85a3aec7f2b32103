import type { Level, LevelByFormat } from '../core/vocabulary.ts'

// A level a column, in the order of COLUMNS: Error, Warning, Info, or - where the message does not apply.
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
  'schema/required': 'E E E E E E',
  'schema/type': 'E E E E E E',
  'schema/enum': 'E E E E E E',
  'schema/other': 'E E E E E E',
  'unknown-field/unknown': 'W W E E E I',
  'image-url-object/bare-string': 'E E E - - W',
  'image-role/not-allowed': 'E E E E E W',
  'image-role/tool': 'E E W - - I',
  'placeholder/unreplaced': 'E E E E E E',
  'data-url/prefix-missing': 'E E E - - E',
  'data-url/prefix-extra': 'E E E E E E',
  'data-url/malformed': 'E E E - - E',
  'data-url/parameters': 'W W W - - W',
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
} as const

const LEVELS: Readonly<Record<string, Level>> = { E: 'error', W: 'warning', I: 'info', '-': 'off' }

/** The column of `id`: the level of every message, by `rule/message`. */
export function levelsOf(id: (typeof COLUMNS)[number]): Readonly<Record<string, LevelByFormat>> {
  const column = COLUMNS.indexOf(id)
  return Object.fromEntries(Object.entries(TABLE).map(([message, row]) => [message, LEVELS[row.split(' ')[column]!]!]))
}
