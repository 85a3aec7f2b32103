import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestBodies } from '../../src/arbitraries/index.ts'
import { readRecording } from '../../src/recordings/load.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { cases } from '../cases.ts'
import { chatBody, dataUrl, exchange, folder, PNG, type Parts } from './exchanges.ts'

/** All that is on disk once the exchange was saved. */
async function stored(parts: Parts, secrets: readonly string[] = []): Promise<string> {
  const dir = folder()
  await new RecordingStore(dir, { secrets }).save(exchange(parts))
  return globSync(join(dir, '**/*.*')).map((file) => readFileSync(file, 'latin1')).join('\n')
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, held]) => [key, ...stringsIn(held)]) : []
}

const SECRET = 'Planted/Secret+"9f=ü'
const WRITTEN = {
  plainly: SECRET,
  'in JSON': JSON.stringify(SECRET).slice(1, -1),
  'in JSON with its slashes escaped': JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON in JSON': JSON.stringify(JSON.stringify(SECRET).slice(1, -1)).slice(1, -1),
  'with escapes only': [...SECRET].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'percent-encoded': encodeURIComponent(SECRET),
  'percent-encoded in small letters': encodeURIComponent(SECRET).toLowerCase().replace('planted', 'Planted').replace('secret', 'Secret'),
}

describe('a secret is stored nowhere', () => {
  test.each([
    ['a bearer token', { headers: { authorization: 'Bearer planted-secret-1' } }],
    ['a token without scheme', { headers: { authorization: 'planted-secret-1' } }],
    ['the key of Anthropic', { headers: { 'x-api-key': 'planted-secret-1' } }],
    ['the key of Azure', { headers: { 'api-key': 'planted-secret-1' } }],
    ['a header of some vendor', { headers: { 'x-goog-api-key': 'planted-secret-1' } }],
    ['a cookie', { headers: { cookie: 'a=b; session=planted-secret-1' } }],
    ['basic auth', { headers: { authorization: `Basic ${Buffer.from('somebody:planted-secret-1').toString('base64')}` } }],
    ['a query', { url: 'https://gateway.example/v1/chat/completions?api_key=planted-secret-1' }],
    ['the query that the client asked for', { path: '/v1/chat/completions?key=planted-secret-1' }],
    ['user info of the URL', { url: 'https://somebody:planted-secret-1@gateway.example/v1/chat/completions' }],
    ['a cookie that is set', { responseHeaders: { 'set-cookie': 'session=planted-secret-1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT' } }],
    ['the second cookie that is set', { responseHeaders: { 'set-cookie': 'lang=en; Path=/, session=planted-secret-1; HttpOnly' } }],
    ['a header of the response', { responseHeaders: { 'x-session-token': 'planted-secret-1' } }],
  ] as const)('that is %s, nor its echoes in bodies and headers', async (_, parts: Parts) => {
    const all = await stored({
      ...parts,
      body: chatBody('I am planted-secret-1.', dataUrl(PNG)),
      responseHeaders: { 'content-type': 'application/json', 'x-request-id': 'of planted-secret-1', ...parts.responseHeaders },
      response: { error: { message: 'Incorrect key: planted-secret-1' } },
    })
    expect(all).not.toContain('planted-secret-1')
    expect(all).not.toContain(Buffer.from('somebody:planted-secret-1').toString('base64'))
    expect(all).toContain(PNG.toString('latin1'))
  })

  test('that is in a header of nobody knows whom, which is not kept', async () => {
    expect(await stored({ headers: { 'x-my-company': 'planted-1', 'user-agent': 'planted-2' }, responseHeaders: { server: 'planted-3' } })).not.toContain('planted')
  })

  test.each(Object.entries(WRITTEN))('when it is written %s', async (_, written) => {
    const all = await stored({ response: `{"message": broken ${written}`, headers: { authorization: `Bearer ${SECRET}` } })
    expect(all).toContain('broken REDACTED')
    expect(await stored({ response: `<p>${written}</p>`, responseHeaders: { 'content-type': 'text/html' } }, [SECRET])).toContain('<p>REDACTED</p>')
  })

  test('when a string of JSON holds it with escapes that no encoder writes', async () => {
    const all = await stored({ response: `{"message": "key ${WRITTEN['with escapes only']}!"}`, headers: { authorization: `Bearer ${SECRET}` } })
    expect(all).toContain('key REDACTED!')
  })

  test('whatever it is, and wherever in a body it stands', async () => {
    const secrets = fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }).filter((secret) => secret.trim().length >= 8 && !/REDACTED|^[\w-]+ /.test(secret))
    await fc.assert(
      fc.asyncProperty(requestBodies(), secrets, fc.nat(), async (body, secret, pick) => {
        const texts = JSON.stringify(body).match(/"text":"[^"\\]+"/g) ?? []
        const chosen = texts[pick % Math.max(1, texts.length)]
        const planted = chosen === undefined ? { ...body, user: secret } : (JSON.parse(JSON.stringify(body).replace(chosen, () => `"text":${JSON.stringify(`a${secret.trim()}b`)}`)) as object)
        const parts = { headers: { 'x-api-key': secret }, body: planted, response: { said: [{ [secret]: `Key: ${secret}` }] } }
        const dir = folder()
        const { name } = await new RecordingStore(dir).save(exchange(parts))
        const { request, response } = await readRecording(join(dir, `${name}.har`))
        for (const text of [request.text, Buffer.from(response.chunks[0]!.bytes).toString()]) {
          expect(stringsIn(JSON.parse(text)).filter((one) => one.includes(secret.trim()))).toEqual([])
        }
      }),
      cases(100),
    )
  })

  test('wherever chunks cut it in two, and chunks end where they ended', async () => {
    const secret = 'planted-secret-1'
    const text = `data: {"choices":[{"delta":{"content":"Übrigens: ${secret}, ${secret}."}}]}\n\ndata: [DONE]\n\n`
    const bytes = Buffer.from(text)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 8 }), async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), bytes.length]
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        const dir = folder()
        const { name } = await new RecordingStore(dir).save(exchange({ pieces, headers: { authorization: `Bearer ${secret}` }, responseHeaders: { 'content-type': 'text/event-stream' } }))
        const { chunks } = (await readRecording(join(dir, `${name}.har`))).response
        expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()).toBe(text.replaceAll(secret, 'REDACTED'))
        expect(chunks).toHaveLength(pieces.length)
        // What no secret reaches into is the very piece that came.
        for (const [index, piece] of pieces.entries()) {
          const [from, to] = [(ends[index - 1] ?? 0), ends[index]!]
          const first = bytes.indexOf(secret)
          if (to <= first || from >= bytes.lastIndexOf(secret) + secret.length) expect(Buffer.from(chunks[index]!.bytes)).toEqual(piece)
        }
      }),
      cases(100),
    )
  })

  test('that the events of a stream spell together', async () => {
    const spelled = ['My key is plan', 'ted-sec', 'ret-1', ', and Übers sk-', 'aB3_aB3_aB3_', 'aB3_aB3_', ' too.'].map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
    const all = await stored({ pieces: spelled, headers: { authorization: 'Bearer planted-secret-1' }, responseHeaders: { 'content-type': 'text/event-stream' } })
    const said = [...all.matchAll(/\\"content\\":\\"([^"]*)\\"/g)].map(([, text]) => Buffer.from(text!, 'latin1').toString())
    expect(said).toEqual(['My key is REDACTED', '', '', ', and Übers REDACTED', '', '', ' too.'])
  })

  test('that two choices of a stream spell in turn', async () => {
    const turn = (index: number, content: string): string => `data: ${JSON.stringify({ choices: [{ index, delta: { content } }] })}\n\n`
    const all = await stored({ pieces: [turn(0, 'planted-'), turn(1, 'Well, '), turn(0, 'secret-1'), turn(1, 'no.')], headers: { authorization: 'Bearer planted-secret-1' }, responseHeaders: { 'content-type': 'text/event-stream' } })
    expect(all).toContain('REDACTED')
    expect(all).not.toMatch(/planted-|secret-1/)
  })

  test.each([
    ['Chat Completions', (content: string) => JSON.stringify({ choices: [{ index: 0, delta: { content } }] })],
    ['Messages', (text: string) => JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })],
  ])('that a stream of %s spells to the place where it was cut', async (_, eventOf) => {
    const pieces = [`data: ${eventOf('My key is planted-')}\n\n`, `data: ${eventOf('secret-1')}`.replace(/"[}\]]*$/, '')]
    const all = await stored({ pieces, headers: { authorization: 'Bearer planted-secret-1' }, responseHeaders: { 'content-type': 'text/event-stream' } })
    expect(all).toContain('My key is REDACTED')
    expect(all).not.toMatch(/planted-|secret-1/)
  })

  test.each([
    ['OpenAI', `sk-proj-${'aB3_'.repeat(12)}`],
    ['Anthropic', `sk-ant-api03-${'aB3-'.repeat(12)}`],
    ['Xiaomi', `tp-${'a1b2'.repeat(8)}`],
    ['Google', `AIza${'Sy_D5'.repeat(7)}`],
    ['Groq', `gsk_${'aB3d'.repeat(8)}`],
    ['xAI', `xai-${'aB3d'.repeat(8)}`],
    ['Hugging Face', `hf_${'aBcd'.repeat(8)}`],
    ['GitHub', `ghp_${'aB3d'.repeat(9)}`],
    ['Amazon', 'AKIAIOSFODNN7EXAMPLE'],
    ['nobody, but that is a web token', `eyJ${'hbGc'.repeat(5)}.eyJ${'zdWI'.repeat(5)}.${'dBjf'.repeat(6)}`],
    ['whoever wrote Bearer before it', `Bearer ${'0a1b2c3d'.repeat(4)}`],
  ])('that looks like a key of %s', async (_, key) => {
    const all = await stored({ body: chatBody(`My key:\n${key}.`), response: `no JSON\\n${key}, ${encodeURIComponent(`?a=${key}`)}` })
    expect(all).not.toContain(key.replace('Bearer ', ''))
    expect(all.match(/REDACTED/g)!.length).toBeGreaterThanOrEqual(3)
  })

  test('that is too short to be looked for, where it was sent', async () => {
    const all = await stored({ url: 'https://me:pw@gateway.example/v1/chat/completions?key=abc', headers: { 'x-api-key': 'xyz', cookie: 'a=uvw' } })
    expect(all).not.toMatch(/me:pw|key=abc|xyz|uvw/)
    expect(all).toContain('"https://gateway.example/v1/chat/completions?key=REDACTED"')
  })

  test('that the user names, even a short one', async () => {
    expect(await stored({ body: chatBody('Our codename is Fred.') }, ['Fred'])).not.toContain('Fred')
    await expect(stored({}, ['abc'])).rejects.toMatchObject({ code: 'usage' })
  })

  test('that signs a URL in a text, and the rest of the URL stays', async () => {
    const signed = 'https://bucket.example/cat.png?X-Amz-Date=20261122&X-Amz-Signature=0123abcd&width=8'
    const all = await stored({ body: chatBody(`See ${signed}`, signed), response: JSON.stringify({ url: signed }).replaceAll('&', '\\u0026') })
    expect(all).not.toContain('0123abcd')
    expect(all).toContain('https://bucket.example/cat.png?X-Amz-Date=20261122&X-Amz-Signature=REDACTED&width=8')
  })
})

describe('what is no secret stays', () => {
  test('that a key was sent, and how', async () => {
    expect(await stored({ headers: { authorization: 'Bearer any', 'x-api-key': 'k' } })).toMatch(/"Bearer REDACTED"[^]*"x-api-key",\s+"value": "REDACTED"/)
  })

  test('texts that hold a key too short to be one', async () => {
    expect(await stored({ headers: { authorization: 'Bearer any' }, body: chatBody('Is there any cat?') })).toContain('Is there any cat?')
    expect(await stored({ headers: { authorization: 'Bearer undefined' }, body: chatBody('It is undefined.') })).toContain('It is undefined.')
  })

  test('numbers of JSON, so that it stays JSON', async () => {
    const all = await stored({ headers: { authorization: 'Bearer 1776850561' }, response: { created: 1776850561, text: '1776850561' } })
    expect(all).toContain(JSON.stringify(JSON.stringify({ created: 1776850561, text: 'REDACTED' })))
  })

  test('an image that holds what looks like a key', async () => {
    const looksLikeKey = Buffer.concat([PNG, Buffer.alloc(2), Buffer.from(`/AKIAIOSFODNN7EXAMPLE/${'+/'.repeat(300)}`, 'base64')])
    const canonical = looksLikeKey.toString('base64')
    const broken = `${canonical.slice(0, 40)}\r\n${canonical.slice(40)}`
    expect(canonical).toContain('/AKIAIOSFODNN7EXAMPLE/')
    expect(await stored({ body: chatBody('Look.', `data:image/png;base64,${canonical}`) })).toContain(looksLikeKey.toString('latin1'))
    expect(await stored({ body: chatBody('Look.', `data:image/png;base64,${broken}`) })).toContain('/AKIAIOSFODNN7EXAMPLE/')
  })
})
