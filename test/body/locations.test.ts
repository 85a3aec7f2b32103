import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, bodyOfSkeleton } from '../../src/body/body.ts'
import { beginningAt } from '../../src/body/locations.ts'
import { BodyScanner } from '../../src/body/scanner.ts'
import { cases } from '../cases.ts'

/** Text in which every value of interest is a string `@n`, so that its place can be looked up by a plain search. */
const marked = fc
  .array(
    fc.record({
      filler: fc.oneof(fc.nat(3000).map((length) => 'QUJD'.repeat(length)), fc.constantFrom('é😀', '\u0000', 'a"b\\', '\u00e9'.repeat(2000), 'x/y'.repeat(900))),
      slashes: fc.boolean(),
      pretty: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((items) => {
    const parts = items.map(({ filler, slashes, pretty }, index) => {
      const text = JSON.stringify({ filler, [`key ${index}/~`]: [filler, `@${index}`] }, null, pretty ? 2 : 0)
      return slashes ? text.replaceAll('/', '\\/') : text
    })
    return `[${parts.join(',\n')}]`
  })

test('line and column are those of the source, though its long strings are gone', () => {
  fc.assert(
    fc.property(marked, (text) => {
      const body = bodyOf(text)
      const count = (body.value as unknown[]).length
      const pointers = Array.from({ length: count }, (_, index) => `/${index}/key ${index}~1~0/1`)
      const places = body.locate(pointers)
      for (const [index, pointer] of pointers.entries()) {
        const before = text.slice(0, text.indexOf(`"@${index}"`)).split('\n')
        expect(places.get(pointer)?.location).toEqual({ line: before.length, column: before.at(-1)!.length + 1 })
      }
    }),
    cases(200),
  )
})

test('line and column below a pointer are those of the source as well', () => {
  fc.assert(
    fc.property(marked, fc.constantFrom('', '\n', ' \n\n  '), fc.constantFrom('x', 'é'.repeat(3000)), (text, space, before) => {
      const source = `{"before": "${before}", "body":${space}${text}}`
      const body = bodyOf(source).below('/body')!
      const places = body.locate(['/0/key 0~1~0/1'])
      const lines = source.slice(0, source.indexOf('"@0"')).split('\n')
      expect(places.get('/0/key 0~1~0/1')?.location).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 })
    }),
    cases(100),
  )
})

test('a body that stands further down in a file is placed there, faults too', () => {
  const placed = beginningAt({ line: 7, column: 5 })
  expect(bodyOf('{"a": 1,\n"b": 2}', placed).locate(['/a', '/b'])).toMatchObject(
    new Map([
      ['/a', { location: { line: 7, column: 11 } }],
      ['/b', { location: { line: 8, column: 6 } }],
    ]),
  )
  const scanner = new BodyScanner()
  scanner.push(Buffer.from('{"a": ]'))
  expect(bodyOfSkeleton(scanner.end(), placed).fault?.location).toEqual({ line: 7, column: 11 })
})

test('the excerpt shows the value under its caret', () => {
  const long = `data:image/png;base64,${'iVBORw0KGgo'.repeat(400)}`
  const body = bodyOf(JSON.stringify({ before: long, wanted: '@', after: long }))
  const { excerpt } = body.locate(['/wanted']).get('/wanted')!
  expect(excerpt.text.slice(excerpt.caret)).toMatch(/^"@","after":"data:image\/png;base64,iVBORw0K…\[4,422 characters\]…/)
  expect(excerpt.text.length).toBeLessThan(260)
})

test('the excerpt cuts no elided string in two', () => {
  const long = 'QUJD'.repeat(400)
  for (let padding = 0; padding < 90; padding++) {
    const pad = '-'.repeat(padding)
    const { excerpt } = bodyOf(JSON.stringify([long, long, pad, '@', pad, long, long])).locate(['/3']).get('/3')!
    expect(excerpt.text.replaceAll(/"(?:QUJD)+…\[1,600 characters\]…(?:QUJD)+"/g, '')).toMatch(/^[[\]",…@-]*$/)
    expect(excerpt.text.slice(excerpt.caret)).toMatch(/^"@"/)
  }
})

test('of duplicate keys the last one is located, as it is the one that counts', () => {
  expect(bodyOf('{"a": 1,\n"a": 2}').locate(['/a']).get('/a')?.location).toEqual({ line: 2, column: 6 })
})

test('a value from memory has no place', () => {
  expect(bodyOf({ a: 1 }).locate(['/a']).size).toBe(0)
})
