import { around, block, chat, content, empty, image, list, many, nested, numbered, TEXT, withText, type Pieces } from './bodies.ts'

/** A big or evil file, and what becomes of it. */
export interface BigInput {
  readonly title: string
  /** The file's name; `body.json` where absent. */
  readonly file?: string
  readonly profile?: string
  readonly pieces: () => Pieces
  readonly code: number
  /** Errors and warnings by rule and message, those included that are not listed. */
  readonly found?: Readonly<Record<string, number>>
  /** What is said on standard error where the exit code is 2. */
  readonly told?: string
  /** The most memory in MB beyond that of the bare process: about twice what it was when this was written. */
  readonly megabytes: number
  /** Too slow for each run. */
  readonly long?: true
}

const MIB = 1 << 20
const TINY =
  '{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}}'

const imageOf = (size: number) => (): Pieces => content(withText([image(size)]))

const IMAGES: readonly BigInput[] = [
  { title: 'an image of 5 MiB', pieces: imageOf(5 * MIB), code: 0, megabytes: 25 },
  { title: 'an image of 8 MiB', pieces: imageOf(8 * MIB), code: 0, megabytes: 25 },
  { title: 'an image of 10 MiB', pieces: imageOf(10 * MIB), code: 0, found: { 'image-size/ambiguous': 1 }, megabytes: 25 },
  { title: 'an image of 12 MiB', pieces: imageOf(12 * MIB), code: 1, found: { 'image-size/too-large': 1 }, megabytes: 25 },
  { title: 'an image of 50 MiB', pieces: imageOf(50 * MIB), code: 1, found: { 'image-size/too-large': 1 }, megabytes: 25 },
  { title: 'an image of 12 MiB', profile: 'xiaomi-mimo', pieces: imageOf(12 * MIB), code: 0, megabytes: 25 },
  { title: 'an image of 50 MiB', profile: 'xiaomi-mimo', pieces: imageOf(50 * MIB), code: 0, found: { 'image-size/ambiguous': 1 }, megabytes: 25 },
  {
    title: '16 images of 10 MB',
    pieces: () => content(withText(Array.from({ length: 16 }, () => image(10_000_000)))),
    code: 0,
    megabytes: 25,
  },
  { title: '100,000 tiny images', pieces: () => content(list(TINY, 100_000)), code: 0, found: { 'text-part/missing': 1 }, megabytes: 900 },
]

/** Where memory must not grow with the size, or must end. */
const BODIES: readonly BigInput[] = [
  {
    title: 'a file of 1 GB, a body of 10 MB a line',
    file: 'bodies.jsonl',
    pieces: () => Array<Buffer>(100).fill(Buffer.from(`${[...content(withText([image(10_000_000)]))].join('')}\n`)),
    code: 0,
    megabytes: 80,
  },
  // The engine's longest string has 536,870,888 characters.
  {
    title: 'a body of 540 MB, in long strings',
    pieces: () => content(withText(Array.from({ length: 54 }, () => image(10_000_000)))),
    code: 0,
    megabytes: 60,
  },
  {
    title: 'a body of 540 MB, in short strings',
    pieces: () => content(list(`{"type":"text","text":"${'a'.repeat(976)}"}`, 540_000)),
    code: 2,
    told: 'body.json: The body holds more than 512,000,000 bytes besides the middles of its long strings',
    megabytes: 1200,
    long: true,
  },
  {
    title: 'a body of five million values',
    pieces: () => content(list('1', 5_000_000)),
    code: 2,
    told: 'body.json: The body holds more than 4,000,000 values',
    megabytes: 400,
  },
  {
    title: 'a text of 5 MB that says base64',
    pieces: () => content(around('[{"type":"text","text":"', many('base64', 5_000_000 / 6), '"}]')),
    code: 0,
    megabytes: 25,
  },
  {
    title: 'a report on 1,100,000 lines',
    file: 'bodies.jsonl',
    pieces: () => many('{}\n', 1_100_000),
    code: 2,
    told: 'bodies.jsonl was not judged to its end: the report has more than 1,000,000 bodies, images and findings already.',
    megabytes: 3000,
    long: true,
  },
]

const toolUse = (input: Iterable<string>): Pieces => block('assistant', around('{"type":"tool_use","id":"t","name":"n","input":', input, '}'))

const LISTS: readonly BigInput[] = [
  { title: 'a million text parts', pieces: () => content(list(TEXT, 1_000_000)), code: 0, megabytes: 2500, long: true },
  {
    title: 'a million numbers in the input of a tool',
    pieces: () => toolUse(around('{"a":', list('1', 1_000_000), '}')),
    code: 0,
    found: { 'reasoning-passback/missing': 1 },
    megabytes: 400,
  },
  { title: 'a million numbers for parts', pieces: () => content(list('1', 1_000_000)), code: 1, found: { 'schema/type': 10_000 }, megabytes: 900 },
  {
    title: 'a million parts of a wrong type',
    pieces: () => content(list('{"type":"txt"}', 1_000_000)),
    code: 1,
    found: { 'schema/enum': 10_000 },
    megabytes: 2200,
    long: true,
  },
  {
    title: 'a million messages',
    pieces: () => chat(around('"messages":', list('{"role":"user","content":"?"}', 1_000_000), '')),
    code: 0,
    megabytes: 2200,
    long: true,
  },
  {
    title: '100,000 keys that nobody knows',
    pieces: () => chat(around('"messages":[{"role":"user","content":"?"}],', numbered((number) => `"k${number}":1`, 100_000), '')),
    code: 0,
    found: { 'unknown-field/unknown': 100_000 },
    megabytes: 200,
  },
  {
    title: '100,000 tools of one name',
    pieces: () => empty('tools', list('{"type":"function","function":{"name":"a"}}', 100_000)),
    code: 1,
    found: { 'messages/empty': 1, 'tools/duplicate-name': 99_999 },
    megabytes: 400,
  },
  {
    title: '100,000 duplicate keys',
    pieces: () => content(around('[{"type":"text","text":"a",', many('"text":"a",', 99_999), '"text":"a"}]')),
    code: 0,
    found: { 'json/duplicate-key': 10_000 },
    megabytes: 200,
  },
]

const DEPTH = 10_000
const TOO_DEEP = { code: 1, found: { 'json/syntax': 1 }, megabytes: 100 } as const

const NESTING: readonly BigInput[] = [
  {
    title: '10,000 levels in the input of a tool',
    pieces: () => toolUse(nested('{"a":', '}', DEPTH - 5)),
    code: 0,
    found: { 'reasoning-passback/missing': 1 },
    megabytes: 50,
  },
  { title: '10,000 levels of arrays in a message', pieces: () => content(nested('[', ']', DEPTH - 3, '')), code: 1, found: { 'schema/type': 1 }, megabytes: 50 },
  {
    title: '10,000 levels, each with a key twice',
    pieces: () => chat(around('"messages":[{"role":"user","content":"?"}],"x":', nested('{"a":1,"a":', '}', DEPTH - 1), '')),
    code: 0,
    found: { 'json/duplicate-key': DEPTH - 1, 'unknown-field/unknown': 1 },
    megabytes: 100,
  },
  { title: '500,000 levels of arrays', pieces: () => nested('[', ']', 500_000, ''), ...TOO_DEEP },
  { title: '500,000 levels of objects', pieces: () => nested('{"a":', '}', 500_000), ...TOO_DEEP, megabytes: 500 },
]

const TOKENS: readonly BigInput[] = [
  { title: 'a number of 50 MB', pieces: () => empty('temperature', many('1', 50_000_000)), code: 1, found: { 'messages/empty': 1, 'schema/type': 1 }, megabytes: 400 },
  {
    title: 'a key of 10 MB',
    pieces: () => chat(around('"messages":[{"role":"user","content":"?"}],"', many('a', 10_000_000), '":1')),
    code: 0,
    found: { 'unknown-field/unknown': 1 },
    megabytes: 25,
  },
]

export const BIG_INPUTS: readonly BigInput[] = [...IMAGES, ...BODIES, ...LISTS, ...NESTING, ...TOKENS]
