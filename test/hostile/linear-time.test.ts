import { describe, expect, test } from 'vitest'
import { validateRequest } from '../../src/index.ts'
import { around, chat, content, empty, list, many, nested, numbered, type Pieces } from './bodies.ts'

const TEXT_PART = '{"type":"text","text":"?"}'
const IMAGE_PART = '{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}'

/** Bodies by their size, each with what a careless check would compare with all others, or look through again and again. */
const BODIES: readonly (readonly [what: string, size: number, body: (size: number) => Pieces])[] = [
  ['text parts', 20_000, (size) => content(list(TEXT_PART, size))],
  ['images', 10_000, (size) => content(list(IMAGE_PART, size))],
  ['parts of a wrong type', 20_000, (size) => content(list('{"type":"txt"}', size))],
  ['numbers for parts', 40_000, (size) => content(list('1', size))],
  ['messages', 20_000, (size) => chat(around('"messages":', list('{"role":"user","content":"?"}', size), ''))],
  ['keys that nobody knows', 20_000, (size) => chat(around('"messages":[],', numbered((number) => `"k${number}":1`, size), ''))],
  ['keys that stand twice', 20_000, (size) => content(around('[{"type":"text","text":"a",', many('"text":"a",', size), '"text":"a"}]'))],
  ['tools of one name', 20_000, (size) => empty('tools', list('{"type":"function","function":{"name":"a"}}', size))],
  ['levels, each with a key twice', 4000, (size) => chat(around('"messages":[],"x":', nested('{"a":1,"a":', '}', size), ''))],
  ['levels of arrays', 4000, (size) => content(nested('[', ']', size, ''))],
  ['a text that says base64', 2_000_000, (size) => content(around('[{"type":"text","text":"', many('base64', size / 6), '"}]'))],
  ['a text of escapes', 2_000_000, (size) => content(around('[{"type":"text","text":"', many('\\u0041', size / 6), '"}]'))],
  ['a URL', 2_000_000, (size) => content(around('[{"type":"image_url","image_url":{"url":"https://example.com/', many('a', size), '"}}]'))],
  ['a data URL without a comma', 2_000_000, (size) => content(around('[{"type":"image_url","image_url":{"url":"data:image/png;', many('a', size), '"}}]'))],
  ['a key', 2_000_000, (size) => chat(around('"messages":[],"', many('a', size), '":1'))],
]

/** The best of several times, in milliseconds. */
function timeFor(pieces: Pieces): number {
  const body = Buffer.concat([...pieces].map((piece) => Buffer.from(piece)))
  const times = Array.from({ length: 3 }, () => {
    const { user, system } = process.cpuUsage()
    validateRequest(body)
    const after = process.cpuUsage()
    return (after.user - user + after.system - system) / 1000
  })
  return Math.min(...times)
}

describe('the processor time of a verdict', () => {
  test.each(BODIES)('grows with the number or length of %s, not with its square', (_, size, body) => {
    timeFor(body(size / 10)) // to warm up
    const [once, fourTimes] = [timeFor(body(size)), timeFor(body(size * 4))]
    // Twice what is proportional, where the square would be four times that; and something for the collector of garbage.
    expect(fourTimes).toBeLessThan(once * 8 + 150)
  })
})
