import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../src/body/body.ts'
import type { JsonProblem } from '../../src/body/json-walk.ts'

/** `▲` marks where the fault is to be found, and is not part of the text. */
const FAULTS: readonly (readonly [JsonProblem, string])[] = [
  ['empty', '▲'],
  ['empty', '  \n▲'],
  ['cut-off', '{"a": [1, 2▲'],
  ['cut-off', '{"a"▲'],
  ['cut-off', '{"a": ▲"the string goes on'],
  ['cut-off', '{"a": ▲tru'],
  ['cut-off', '{"a": ▲-'],
  ['missing-comma', '{"media_type": "{MIME_TYPE}"▲\n "data": "x"}'],
  ['missing-comma', '[{"a": 1}▲ {"b": 2}]'],
  ['missing-comma', '[1▲ 2]'],
  ['trailing-comma', '{"a": 1▲,}'],
  ['trailing-comma', '[1, 2▲, ]'],
  ['missing-colon', '{"a"▲ 1}'],
  ['missing-quotes', '{▲model: "m"}'],
  ['single-quotes', "{▲'a': 1}"],
  ['single-quotes', '{"a": ▲“typographic”}'],
  ['control-character', '{"a": "line▲\nbreak"}'],
  ['bad-escape', '{"path": "C:▲\\Users"}'],
  ['bad-escape', '{"a": "▲\\u12G4 and more"}'],
  ['comment', '{▲// why\n"a": 1}'],
  ['comment', '{"a": 1, ▲/* why */ "b": 2}'],
  ['not-a-json-literal', '{"stream": ▲True}'],
  ['not-a-json-literal', '{"a": ▲None, "b": 1}'],
  ['not-a-json-literal', '[▲NaN]'],
  ['not-a-json-literal', '[▲01]'],
  ['not-a-json-literal', '[▲.5, 1]'],
  ['not-a-json-literal', '{"data": ▲$BASE64_IMAGE}'],
  ['text-after-the-end', '{"a": 1}\n▲{"b": 2}'],
  ['unexpected-character', '{"a": ▲}'],
  ['unexpected-character', '[▲,1]'],
]

describe('text that is no JSON', () => {
  test.each(FAULTS)('has the problem %s at the right place in %j', (problem, marked) => {
    const offset = marked.indexOf('▲')
    const text = marked.replace('▲', '')
    const lines = text.slice(0, offset).split('\n')
    const { fault } = bodyOf(text)
    expect(fault?.problem).toBe(problem)
    expect(fault?.location).toEqual({ line: lines.length, column: lines.at(-1)!.length + 1 })
  })

  test.each([
    ['a raw line break', 'control-character', '\n'],
    ['a bad escape', 'bad-escape', '\\x'],
  ])('is found where a long string with %s begins', (_, problem, fault) => {
    const body = bodyOf(`{"a": 1,\n "text": "${'x'.repeat(70_000)}${fault}${'y'.repeat(2000)}"}`)
    expect(body.fault).toMatchObject({ problem, location: { line: 2, column: 10 } })
  })

  test.each([
    ['UTF-16', Buffer.from('\ufeff{"a": 1}', 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from('{"a": 1}', 'utf16le')],
    ['Latin-1', Buffer.from('{"a": "é"}', 'latin1')],
    ['gzip data', Buffer.from('1f8b0800000000000003ab56', 'hex')],
    ['a long string in Latin-1', Buffer.from(`{"a": "${'é'.repeat(5000)}"}`, 'latin1')],
  ])('is told to be other than UTF-8: %s', (_, bytes) => {
    expect(bodyOf(bytes).fault?.problem).toBe('not-utf-8')
  })

  test('may nest ten thousand levels deep, and no deeper', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(bodyOf('['.repeat(10_000)).fault?.problem).toBe('cut-off')
    expect(bodyOf(nested(10_000)).fault).toBeUndefined()
    expect(bodyOf(nested(10_001)).fault).toMatchObject({ problem: 'too-deep', location: { line: 1, column: 10_001 } })
  })
})

describe('what JSON.parse does not tell', () => {
  test('is told of duplicate keys, however they are written', () => {
    const body = bodyOf('{"a": {"url": 1, "\\u0075rl": 2}, "b": [{"x": 1, "x": 2}], "a/b": 3}')
    expect(body.duplicates).toEqual([
      { pointer: '/a/url', name: 'url' },
      { pointer: '/b/0/x', name: 'x' },
    ])
  })

  test('is told of halves of surrogate pairs in short and in long strings', () => {
    const body = bodyOf(`{"short": "\\ud83d!", "whole": "\\ud83d\\ude00", "long": "${'x'.repeat(2000)}\\ude00"}`)
    expect(body.loneSurrogates).toEqual(['/short', '/long'])
  })

  test('is told of a byte order mark, which hides nothing', () => {
    const body = bodyOf('\ufeff{"a": 1}')
    expect(body).toMatchObject({ byteOrderMark: true, value: { a: 1 }, fault: undefined })
  })

  test('leaves __proto__ and constructor what they are: keys', () => {
    const body = bodyOf('{"__proto__": {"polluted": true}, "constructor": 1}')
    expect(Object.keys(body.value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
