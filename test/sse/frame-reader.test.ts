import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FrameReader } from '../../src/sse/frame-reader.ts'
import { cases } from '../cases.ts'

interface Read {
  readonly name?: string
  readonly data: string
  readonly at: string
  readonly closed: boolean
}

/** The frames of a text that is read in chunks of `size` bytes. */
function read(text: string | Buffer, size = Infinity): Read[] {
  const bytes = Buffer.from(text)
  const reader = new FrameReader()
  const frames = []
  for (let at = 0; at < bytes.length; at += size) frames.push(...reader.push(bytes.subarray(at, at + size)))
  frames.push(...reader.end())
  return frames.map(({ name, data, location, closed }) => ({
    ...(name !== undefined && { name }),
    data: data.toString(),
    at: `${location.line}:${location.column}`,
    closed,
  }))
}

describe('an event stream', () => {
  test.each(['\n', '\r\n', '\r'])('has lines that end in %j', (end) => {
    const text = ['event: a', 'data: 1', '', 'data:2', '', ''].join(end)
    expect(read(text)).toEqual([
      { name: 'a', data: '1', at: '2:7', closed: true },
      { data: '2', at: '4:6', closed: true },
    ])
  })

  test('may have comments, ids, retry times and unknown fields, which say nothing', () => {
    expect(read(': PING\n\nid: 7\nretry: 10\ndata: 1\nfoo: bar\n\n: PING\n\n')).toEqual([{ data: '1', at: '5:7', closed: true }])
  })

  test('may begin with a byte order mark, which is no part of it', () => {
    expect(read('\ufeffdata: 1\n\n')).toEqual([{ data: '1', at: '1:7', closed: true }])
  })

  test('joins the lines of one event by line feeds', () => {
    expect(read('data: {\ndata:  "a": 1\ndata: }\n\n')).toEqual([{ data: '{\n "a": 1\n}', at: '1:7', closed: true }])
  })

  test('sends off an event that it broke off in, and says so', () => {
    expect(read('data: 1\n\ndata: {"a')).toEqual([
      { data: '1', at: '1:7', closed: true },
      { data: '{"a', at: '3:7', closed: false },
    ])
    expect(read('data: 1\n')).toEqual([{ data: '1', at: '1:7', closed: false }])
  })

  test('holds bytes, which need not be UTF-8', () => {
    const [frame] = [...new FrameReader().push(Buffer.from([...Buffer.from('data: '), 0xe9, 0x0a, 0x0a]))]
    expect(frame!.data).toEqual(Buffer.from([0xe9]))
  })

  test('may be empty, or no event stream at all', () => {
    expect(read('')).toEqual([])
    expect(read('{"error": "no stream"}\n')).toEqual([])
  })

  test('is the same in chunks of any size', () => {
    const line = fc.oneof(
      fc.constantFrom('', 'data', 'data:', 'event: x', 'event:', ': c', 'id: 1', 'retry: x', 'dat', 'data : 1', '\ufeffdata: 1'),
      fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `data: ${text}`),
    )
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '')), { maxLength: 20 }).map((lines) => lines.flat().join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, size) => {
        expect(read(whole, size)).toEqual(read(whole))
      }),
      cases(500),
    )
  })

  test('is refused when an event has no end', () => {
    const reader = new FrameReader()
    const chunk = Buffer.alloc(1 << 20, 'x')
    expect(() => {
      for (const _ of reader.push(Buffer.from('data: '))) expect.unreachable()
      for (let at = 0; at < 65; at++) for (const _ of reader.push(chunk)) expect.unreachable()
    }).toThrow(expect.objectContaining({ code: 'body-too-large' }))
  })
})
