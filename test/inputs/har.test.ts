import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PixpactError } from '../../src/core/errors.ts'
import { judge } from '../../src/validate/judge.ts'
import { readAll, readExchanges } from './read.ts'
import { cases } from '../cases.ts'

const CHAT_URL = 'https://api.openai.com/v1/chat/completions'
const chat = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })

type Json = Readonly<Record<string, unknown>>

function har(...requests: readonly unknown[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: {}, entries: requests.map((request) => ({ request, response: {} })) } }, null, 2)
}

function post(text: unknown, more: Json = {}): Json {
  return { method: 'POST', url: CHAT_URL, headers: [], postData: { mimeType: 'application/json', text }, ...more }
}

async function error(content: string | Buffer): Promise<PixpactError> {
  try {
    await readAll('a.har', content)
  } catch (thrown) {
    if (thrown instanceof PixpactError) return thrown
  }
  throw new Error('Nothing was thrown.')
}

describe('a HAR file', () => {
  test('holds the JSON bodies that were posted, with what is known of their requests', async () => {
    const headers = [{ name: 'Content-Type', value: 'application/json' }, { name: 'X-Api-Key', value: 'k' }]
    const [exchange] = await readExchanges('a.har', har(post(chat, { headers })))
    const { body, ...request } = exchange!.request
    expect(body.value).toEqual(JSON.parse(chat))
    expect(request).toEqual({
      method: 'POST',
      url: CHAT_URL,
      headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
      headersAreComplete: true,
    })
    expect(exchange!.source).toEqual({ path: 'a.har', entry: 0 })
  })

  test('passes over what else a browser asks for, and keeps the numbers of the entries', async () => {
    const exchanges = await readExchanges(
      'a.har',
      har(
        { method: 'GET', url: 'https://example.com/logo.png', headers: [] },
        { method: 'OPTIONS', url: CHAT_URL, headers: [] },
        { method: 'POST', url: 'https://example.com/form', postData: { mimeType: 'application/x-www-form-urlencoded', text: 'a=1&b=2', params: [] } },
        { method: 'POST', url: 'https://example.com/upload', postData: { mimeType: 'text/plain', text: 'x'.repeat(100_000) } },
        post(chat),
        { method: 'POST', url: 'https://example.com/empty', postData: { mimeType: '', text: '' } },
      ),
    )
    expect(exchanges.map(({ source }) => source.entry)).toEqual([4])
  })

  test('holds JSON bodies that are no chat requests, to be counted as skipped', async () => {
    const [exchange] = await readExchanges('a.har', har({ method: 'POST', url: 'https://example.com/log', postData: { text: '{"event": 1}' } }))
    expect(judge(exchange!.request.body, { url: exchange!.request.url! }).skipped).toBe(true)
  })

  test.each([
    ['has no postData', { postData: undefined }],
    ['has postData null', { postData: null }],
    ['has an empty text', { postData: { text: '' } }],
    ['has a text of white space', { postData: { text: ' \n' } }],
    ['has a text that is none', { postData: { text: { model: 'm' } } }],
    ['lists form fields only', { postData: { params: [{ name: 'model', value: 'm' }] } }],
  ])('holds an empty body, placed at its request, for a POST to a chat endpoint that %s', async (_, more) => {
    const content = har(post('', more))
    const [exchange] = await readExchanges('a.har', content)
    expect(exchange!.request.body.fault?.problem).toBe('empty')
    expect(exchange!.request.body.fault!.location!.line).toBeGreaterThanOrEqual(lineOf(content, '"request": {'))
    expect(judge(exchange!.request.body, {}).valid).toBe(false)
  })

  test.each([
    ['text', 'hello'],
    ['a long form', 'a=1&'.repeat(50_000)],
    ['long JSON that is cut', `{"messages": [{"content": "${'x'.repeat(100_000)}`],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ messages: 'x'.repeat(100_000) }))],
    ['gzip', '\u001f\ufffd\b\u0000\u0000'],
  ])('is in error where %s is sent to a chat endpoint', async (_, text) => {
    const [exchange] = await readExchanges('a.har', har(post(text)))
    expect(judge(exchange!.request.body, { url: CHAT_URL }).valid).toBe(false)
  })

  test('reads a body larger than what is kept of a string', async () => {
    const url = `data:image/png;base64,${'iVBORw0KGgo/'.repeat(200_000)}`
    const text = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] }, null, 1)
    const [exchange] = await readExchanges('a.har', har(post(text)))
    const { images, format } = judge(exchange!.request.body, {})
    expect({ format, images }).toMatchObject({ format: 'openai-chat', images: [{ encodedChars: 2_400_000, detectedMediaType: 'image/png' }] })
    expect(exchange!.request.body.sourceBytes).toBe(text.length)
  })

  test('places every finding of a body at its text, and shows the body', async () => {
    const text = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'QUJD' } }] }] })
    const content = har(post(chat), post(text), post(`${'x'.repeat(2000)}`))
    const [, second, third] = await readExchanges('a.har', content)
    const at = { line: lineOf(content, JSON.stringify(text)), column: 21 }
    for (const finding of judge(second!.request.body, {}).findings) expect(finding.location).toEqual(at)
    expect(judge(second!.request.body, {}).findings.find(({ pointer }) => pointer.endsWith('/url'))!.excerpt!.text).toContain('"url":"QUJD"')
    expect(third!.request.body.fault?.location).toEqual({ line: lineOf(content, '"xxxx'), column: 21 })
  })

  test('joins headers that are repeated, and knows names in any case', async () => {
    const headers = [{ name: 'Accept', value: 'a' }, { name: 'accept', value: 'b' }]
    const [exchange] = await readExchanges('a.har', har(post(chat, { headers })))
    expect(exchange!.request.headers).toEqual({ accept: 'a, b' })
  })

  test('takes headers for complete but for keys when no request of the file shows one', async () => {
    const secret = post(chat, { headers: [{ name: 'Authorization', value: 'Bearer k' }] })
    const plain = post(chat, { headers: [{ name: 'Accept', value: '*/*' }] })
    const complete = async (content: string): Promise<unknown> =>
      (await readExchanges('a.har', content)).map(({ request }) => request.headersAreComplete)
    expect(await complete(har(plain, plain))).toEqual(['except-keys', 'except-keys'])
    expect(await complete(har(plain, secret))).toEqual([true, true])
  })

  test.each([
    ['no list', { name: 'a', value: 'b' }, undefined],
    ['null', null, undefined],
    ['a list of anything', [null, 1, 'a: b', [], {}, { name: 1, value: 'x' }, { name: 'a' }, { name: 'b', value: 'c' }], { b: 'c' }],
  ])('may have headers that are %s', async (_, headers, expected) => {
    const [exchange] = await readExchanges('a.har', har(post(chat, { headers })))
    expect(exchange!.request.headers).toEqual(expected)
  })

  test('may have headers with names that objects have anyway', async () => {
    const headers = [{ name: '__proto__', value: 'x' }, { name: 'constructor', value: 'y' }]
    const [exchange] = await readExchanges('a.har', har(post(chat, { headers })))
    expect(Object.entries(exchange!.request.headers!)).toEqual([['__proto__', 'x'], ['constructor', 'y']])
    expect(judge(exchange!.request.body, { headers: exchange!.request.headers! }).format).toBe('openai-chat')
  })

  test('may have long methods, URLs and headers', async () => {
    const url = `${CHAT_URL}?a=${'x'.repeat(5000)}`
    const value = 'y'.repeat(5000)
    const [exchange] = await readExchanges('a.har', har(post(chat, { method: value, url, headers: [{ name: 'Cookie', value }] })))
    expect(exchange!.request).toMatchObject({ method: value, url, headers: { cookie: value } })
  })

  test('may have entries and requests that are no objects, which hold nothing', async () => {
    const entries = [null, 1, 'x', [], {}, { request: null }, { request: [] }, { request: 'POST' }, { request: { method: 1, url: null, postData: 'x' } }]
    const content = JSON.stringify({ log: { entries: [...entries, { request: post(chat) }] } })
    expect((await readExchanges('a.har', content)).map(({ source }) => source.entry)).toEqual([entries.length])
  })

  test('may have no entries', async () => {
    expect(await readAll('a.har', har())).toEqual([])
  })

  test.each([
    ['is cut', har(post(chat)).slice(0, -20), 'it is not JSON (cut-off at line '],
    ['is empty', '', 'it is not JSON (empty at line 1, column 1)'],
    ['is UTF-16', Buffer.from(har(post(chat)), 'utf16le'), 'it is UTF-16 text'],
    ['has log null', '{"log": null}', 'it has no list "entries" in "log"'],
    ['has entries that are no list', '{"log": {"entries": {"0": {}}}}', 'it has no list "entries" in "log"'],
    ['is a list', '[]', 'it has no list "entries" in "log"'],
    ['is a chat request', chat, 'it has no list "entries" in "log"'],
    ['hides its log', '{"__proto__": {"log": {"entries": []}}}', 'it has no list "entries" in "log"'],
  ])('cannot be read when it %s', async (_, content, why) => {
    expect(await error(content)).toMatchObject({ code: 'unreadable-input', message: expect.stringContaining(`a.har is no HAR file: ${why}`) as string })
  })
})

describe('a body that a HAR file holds as base64', () => {
  const encoded = (text: string, more: Json = {}): Json => post('', { postData: { text: Buffer.from(text).toString('base64'), encoding: 'base64' }, ...more })

  test.each([0, 2000, 40_000])('is decoded when it is short: with %i more characters', async (length) => {
    const text = JSON.stringify({ messages: [], more: 'é'.repeat(length / 2) })
    const [exchange] = await readExchanges('a.har', har(encoded(text)))
    expect(exchange!.request.body).toMatchObject({ fault: undefined, sourceBytes: Buffer.byteLength(text) })
  })

  test('is an error for its entry alone when it is long', async () => {
    const long = encoded(JSON.stringify({ messages: 'é'.repeat(50_000) }))
    const elsewhere = { ...long, url: 'https://example.com/' }
    const [first, second, third, ...more] = await readAll('a.har', har(long, elsewhere, post(chat)))
    expect(first).toMatchObject({ code: 'unreadable-input', message: expect.stringContaining('a.har#0') as string })
    expect(second).toMatchObject({ code: 'unreadable-input', message: expect.stringContaining('a.har#1') as string })
    expect(third).toMatchObject({ source: { entry: 2 } })
    expect(more).toEqual([])
  })

  test('is in error when it is no JSON and sent to a chat endpoint', async () => {
    const [exchange] = await readExchanges('a.har', har(encoded('\u0000binary')))
    expect(judge(exchange!.request.body, { url: CHAT_URL }).valid).toBe(false)
    expect(await readAll('a.har', har(encoded('\u0000binary'.repeat(20_000))))).toMatchObject([{ code: 'unreadable-input' }])
  })

  test('is passed over when it is no JSON and sent elsewhere, however long', async () => {
    const url = 'https://example.com/upload'
    expect(await readAll('a.har', har(encoded('\u0000binary', { url }), encoded('\u0000binary'.repeat(20_000), { url })))).toEqual([])
  })
})

describe('a HAR file of whatever shape', () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, 1, '', 'POST', 'base64', CHAT_URL, '/v1/messages', chat, '{"a":', 'x'.repeat(3000), `{"a": "${'x'.repeat(3000)}"}`),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('request', 'method', 'url', 'headers', 'postData', 'text', 'encoding', 'name', 'value', '__proto__'), tie('value'), {
        maxKeys: 8,
        noNullPrototype: true,
      }),
    ),
  }))

  test('is read without a surprise, and says where each body is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(value, value.map((request) => ({ request })))), fc.integer({ min: 1, max: 5000 }), async (entries, size) => {
        for (const exchange of await readExchanges('a.har', JSON.stringify({ log: { entries } }), size)) {
          const { findings, valid } = judge(exchange.request.body, { format: 'openai-chat' })
          expect(findings.every(({ location }) => location?.line === 1 && location.column > 0)).toBe(true)
          if (exchange.request.body.fault !== undefined) expect(valid).toBe(false)
        }
      }),
      cases(300),
    )
  })

  test('is read or refused wherever it is cut', async () => {
    const whole = har(post(chat, { headers: [{ name: 'a', value: 'b' }] }))
    for (let length = 0; length < whole.length; length += 7) {
      expect(await error(whole.slice(0, length))).toMatchObject({ code: 'unreadable-input' })
    }
  })
})

function lineOf(content: string, text: string): number {
  return content.slice(0, content.indexOf(text)).split('\n').length
}
