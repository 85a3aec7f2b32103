import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOf } from '../../src/body/body.ts'
import { judge } from '../../src/validate/judge.ts'
import { readExchanges } from './read.ts'
import { cases } from '../cases.ts'

const chat = { model: 'm', messages: [{ role: 'user', content: 'hi' }] }
const image = (url: string): object => ({ model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] })

async function valuesIn(content: string | Buffer): Promise<unknown[]> {
  return (await readExchanges('a.jsonl', content)).map(({ request }) => request.body.value)
}

describe('a file of JSON lines', () => {
  test('holds a body in each line, which the source names', async () => {
    const exchanges = await readExchanges('a.jsonl', '{"a": 1}\n{"a": 2}\n')
    expect(exchanges.map(({ source, request }) => [source, request.body.value])).toEqual([
      [{ path: 'a.jsonl', line: 1 }, { a: 1 }],
      [{ path: 'a.jsonl', line: 2 }, { a: 2 }],
    ])
  })

  test('may end without a line feed, in the middle of a chunk or at its end', async () => {
    for (const size of [8, 9, 10, 17, 100]) {
      const exchanges = await readExchanges('a.ndjson', '{"a": 1}\n{"a": 2}', size)
      expect(exchanges.map(({ request }) => request.body.value)).toEqual([{ a: 1 }, { a: 2 }])
    }
  })

  test('may part its lines as Windows does, and leave some blank', async () => {
    const exchanges = await readExchanges('a.jsonl', '\r\n{"a": 1}\r\n \t\r\n\n{"a": 2}\r\n\r\n')
    expect(exchanges.map(({ source }) => source.line)).toEqual([2, 5])
  })

  test('places what is found in the line and column of the file', async () => {
    const line = `  ${JSON.stringify({ long: 'é'.repeat(3000), wanted: 1 })}`
    const [, second] = await readExchanges('a.jsonl', `{}\n${line}\n`)
    const { location } = second!.request.body.locate(['/wanted']).get('/wanted')!
    expect(location).toEqual({ line: 2, column: line.indexOf('1}') + 1 })
  })

  test.each(['', '\n', '\r\n\r\n', ' ', '\ufeff', '\ufeff\n'])('holds nothing when it is %j', async (content) => {
    expect(await readExchanges('a.jsonl', content)).toEqual([])
  })

  test('has one fault for a broken line, and reads the others', async () => {
    const exchanges = await readExchanges('a.jsonl', '{"a": 1}\n{"a": "line\n{"a": 3}\n')
    expect(exchanges.map(({ request }) => request.body.fault)).toMatchObject([
      undefined,
      { problem: 'cut-off', location: { line: 2, column: 7 } },
      undefined,
    ])
  })

  test('may begin with a byte order mark, which is told', async () => {
    const [first] = await readExchanges('a.jsonl', '\ufeff{"a": 1}\n')
    expect(first!.request.body).toMatchObject({ value: { a: 1 }, byteOrderMark: true })
  })

  test.each([
    ['NUL bytes', Buffer.from('\0\0\0\0\n{"a": "\0"}\n')],
    ['raw bytes', Buffer.from([0x80, 0x22, 0x0a, 0x80, 0x22, 0x0a, 0x5c])],
    ['UTF-16 further down', Buffer.concat([Buffer.from('{\n'), Buffer.from('{"a": 1}\n{"a": 2}\n', 'utf16le')])],
  ])('is faulty in each line when it holds %s', async (_, content) => {
    const exchanges = await readExchanges('a.jsonl', content)
    expect(exchanges.length).toBeGreaterThan(1)
    expect(exchanges.every(({ request }) => request.body.fault !== undefined)).toBe(true)
  })

  test.each([
    ['UTF-16', Buffer.from('{"a": 1}\n{"a": 2}\n', 'utf16le'), 'UTF-16 text'],
    ['gzip data', gzipSync('{"a": 1}\n{"a": 2}\n'.repeat(100)), 'gzip data'],
    ['an image', readFileSync('fixtures/images/red.png'), 'a PNG image'],
  ])('is one faulty body when it begins like %s', async (_, content, name) => {
    const exchanges = await readExchanges('a.jsonl', content)
    expect(exchanges.map(({ request }) => request.body.fault?.foreign?.name)).toEqual([name])
  })

  test('may have a million blank lines', async () => {
    const blank = ' \r\n\n'.repeat(500_000)
    const [only] = await readExchanges('a.jsonl', `${blank} {"a": 1, "a": 2}${blank}`)
    expect(only).toMatchObject({ source: { line: 1_000_001 } })
    expect(only!.request.body.locate(['/a']).get('/a')?.location).toEqual({ line: 1_000_001, column: 16 })
  })

  test('may have a line of 100 MB', async () => {
    const line = Buffer.from(JSON.stringify(image(`data:image/png;base64,${'QUJD'.repeat(25_000_000)}`)))
    const exchanges = await readExchanges('a.jsonl', Buffer.concat([line, Buffer.from('\n'), line]), 1 << 20)
    expect(exchanges.map(({ request }) => judge(request.body, {}).images[0]?.encodedChars)).toEqual([100_000_000, 100_000_000])
  })

  test('gives the verdicts of its bodies one by one, whatever the chunks', async () => {
    const url = fc.oneof(
      fc.nat(3000).map((length) => `data:image/png;base64,${'iVBORw0KGgo'.repeat(200).slice(0, length)}`),
      fc.constantFrom('', 'https://example.com/a.png', 'QUJD'.repeat(600), 'data:,', '\u2028\u0000é😀\ud800'),
    )
    const text = fc.oneof(
      url.map((text) => JSON.stringify(image(text))),
      fc.json().map((text) => text.replaceAll('\n', ' ')),
      fc.constantFrom('{"messages": [', 'null', '{"messages": [], "messages": 1}'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 3000 }), async (texts, size) => {
        const exchanges = await readExchanges('a.jsonl', texts.join('\n'), size)
        const verdicts = exchanges.map(({ request }) => withoutLines(judge(request.body, {})))
        expect(verdicts).toEqual(texts.map((text) => withoutLines(judge(bodyOf(text), {}))))
        expect(exchanges.map(({ source }) => source.line)).toEqual(texts.map((_, index) => index + 1))
      }),
      cases(150),
    )
  })
})

function withoutLines(verdict: ReturnType<typeof judge>): unknown {
  return { ...verdict, findings: verdict.findings.map(({ location, ...finding }) => ({ ...finding, column: location?.column })) }
}

describe('a line of a batch file', () => {
  test('is the body that it wraps, sent to its path', async () => {
    const line = { custom_id: '1', method: 'POST', url: '/v1/chat/completions', body: chat }
    const [exchange] = await readExchanges('a.jsonl', JSON.stringify(line))
    const { body, ...known } = exchange!.request
    expect({ ...known, body: body.value }).toEqual({ method: 'POST', path: '/v1/chat/completions', body: chat })
  })

  test('is an Anthropic request when it wraps params', async () => {
    const [exchange] = await readExchanges('a.jsonl', JSON.stringify({ custom_id: '1', params: chat }))
    const { body, ...known } = exchange!.request
    expect({ ...known, body: body.value }).toEqual({ format: 'anthropic-messages', body: chat })
  })

  test('may name a whole URL', async () => {
    const line = { custom_id: '1', url: 'https://api.openai.com/v1/chat/completions', body: chat }
    const [exchange] = await readExchanges('a.jsonl', JSON.stringify(line))
    expect(exchange!.request.url).toBe('https://api.openai.com/v1/chat/completions')
  })

  test('stands among bodies and lines of the other kind', async () => {
    const lines = [chat, { custom_id: '1', params: chat }, { custom_id: '2', url: '/v1/chat/completions', body: chat }]
    expect(await valuesIn(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([chat, chat, chat])
  })

  test('has findings whose pointers begin at the body and whose places are those of the file', async () => {
    const line = JSON.stringify({ custom_id: 'x', url: '/v1/chat/completions', body: image('QUJD') })
    const [, exchange] = await readExchanges('a.jsonl', `{}\n${line}`)
    const finding = judge(exchange!.request.body, {}).findings.find(({ pointer }) => pointer.endsWith('/url'))
    expect(finding).toMatchObject({ pointer: '/messages/0/content/0/image_url/url', location: { line: 2, column: line.indexOf('"QUJD"') + 1 } })
  })

  test.each([
    ['without a body', { custom_id: '1', method: 'POST', url: '/v1/chat/completions' }],
    ['whose body is null', { custom_id: '1', method: 'POST', url: '/v1/chat/completions', body: null }],
    ['whose body is text', { custom_id: '1', method: 'POST', url: '/v1/chat/completions', body: JSON.stringify(chat) }],
    ['whose params are a list', { custom_id: '1', params: [chat] }],
  ])('does not pass %s', async (_, line) => {
    const [exchange] = await readExchanges('a.jsonl', JSON.stringify(line))
    const { body, ...options } = exchange!.request
    expect(judge(body, options).findings).toMatchObject([{ ruleId: 'not-a-request', severity: 'error' }])
  })

  test('is no batch line when it has messages of its own, or nothing of an envelope', async () => {
    const both = { ...chat, url: 'https://example.com', body: { a: 1 } }
    const other = { body: chat }
    expect(await valuesIn(`${JSON.stringify(both)}\n${JSON.stringify(other)}`)).toEqual([both, other])
  })

  test('may hold names that objects have anyway', async () => {
    const exchanges = await readExchanges('a.jsonl', '{"__proto__": {"custom_id": 1, "body": {}}}\n{"custom_id": 1, "body": {"__proto__": {"messages": []}}}')
    expect(exchanges.map(({ request }) => judge(request.body, {}).skipped)).toEqual([true, true])
  })
})
