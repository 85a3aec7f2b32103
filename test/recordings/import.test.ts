import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { importHar, type Imported } from '../../src/recordings/import.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import { chatBody, CHAT_ANSWER, dataUrl, folder, PNG } from './exchanges.ts'

type Json = Readonly<Record<string, unknown>>

const URL = 'https://gateway.example/v1/chat/completions'
const BODY = JSON.stringify(chatBody('Was ist das? Ä', dataUrl(PNG)))
const ANSWER = JSON.stringify(CHAT_ANSWER)

function entry({ request = {}, response = {}, ...more }: { request?: Json; response?: Json; [key: string]: unknown } = {}): Json {
  return {
    startedDateTime: '2026-11-22T10:00:00.000+01:00',
    time: 123.6,
    request: { method: 'POST', url: URL, headers: [{ name: 'Authorization', value: 'Bearer planted-secret-1' }], postData: { mimeType: 'application/json', text: BODY }, ...request },
    response: { status: 200, headers: [], content: { size: 1, mimeType: 'application/json', text: ANSWER }, ...response },
    ...more,
  }
}

interface Outcome {
  readonly dir: string
  readonly imported: readonly Imported[]
}

async function imported(entries: readonly unknown[], beside: Readonly<Record<string, string | Buffer>> = {}): Promise<Outcome> {
  const from = folder()
  for (const [name, content] of Object.entries(beside)) writeFileSync(join(from, name), content)
  writeFileSync(join(from, 'a.har'), JSON.stringify({ log: { version: '1.2', entries } }))
  const dir = join(from, 'recordings')
  return { dir, imported: await all(importHar(join(from, 'a.har'), dir)) }
}

async function all(imports: AsyncIterable<Imported>): Promise<readonly Imported[]> {
  const result: Imported[] = []
  for await (const one of imports) result.push(one)
  return result
}

/** Bodies of the one exchange that was taken in. */
async function bodiesOf({ dir, imported }: Outcome): Promise<{ request: string; response: string }> {
  expect(imported).toMatchObject([{ saved: { change: 'new' } }])
  const [recording] = await loadRecordings(dir)
  expect(recording!.origin).toBe('imported')
  return { request: (await assembleRequest(recording!, dir)).toString(), response: Buffer.concat(recording!.response.chunks.map(({ bytes }) => bytes)).toString() }
}

function base64(bytes: Buffer | string): Json {
  return { mimeType: 'application/json', text: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
}

const encoded = (coding: string): readonly Json[] => [{ name: 'Content-Encoding', value: coding }]

describe('an exchange out of a HAR file is taken in', () => {
  test.each([
    ['with its content as text', {}],
    ['with its content in base64', { response: { content: base64(ANSWER) } }],
    ['with its content as gzip data', { response: { content: base64(gzipSync(ANSWER)), headers: encoded('gzip') } }],
    ['with gzip data that no header tells of', { response: { content: base64(gzipSync(ANSWER)) } }],
    ['with its content packed by Brotli', { response: { content: base64(brotliCompressSync(ANSWER)), headers: encoded('br') } }],
    ['with its content as zlib data', { response: { content: base64(deflateSync(ANSWER)), headers: encoded('deflate') } }],
    ['with content that the tool unpacked already', { response: { content: base64(ANSWER), headers: encoded('br') } }],
    ['with its request in base64', { request: { postData: base64(BODY) } }],
    ['with its request as gzip data', { request: { postData: base64(gzipSync(BODY)), headers: encoded('gzip') } }],
    ['without headers', { request: { headers: undefined }, response: { headers: undefined } }],
    ['with a time that is none', { startedDateTime: 'yesterday', time: -1 }],
  ])('%s', async (_, parts) => {
    expect(await bodiesOf(await imported([entry(parts)]))).toEqual({ request: BODY, response: ANSWER })
  })

  test('with bodies in files beside it, as Playwright writes them', async () => {
    const parts = { request: { postData: { mimeType: 'application/json', _file: 'b1.json' } }, response: { content: { mimeType: 'application/json', _file: 'c2.json' } } }
    expect(await bodiesOf(await imported([entry(parts)], { 'b1.json': BODY, 'c2.json': ANSWER }))).toEqual({ request: BODY, response: ANSWER })
  })

  test('without its secrets', async () => {
    const { dir } = await imported([entry({ response: { content: { mimeType: 'text/plain', text: 'no planted-secret-1' } } })])
    for (const name of readdirSync(dir)) if (name.endsWith('.har')) expect(readFileSync(join(dir, name), 'utf8')).not.toContain('planted-secret-1')
  })

  test('in its order, and what is for nobody who chats is passed over', async () => {
    const others = [entry({ request: { url: 'https://gateway.example/cat.png', method: 'GET' } }), entry({ request: { method: 'OPTIONS' } }), null, { request: 5 }]
    const { imported: result } = await imported([...others, entry(), entry()])
    expect(result.map((one) => one.entry)).toEqual([4, 5])
    expect(result[1]!.saved!.name).toBe(`${result[0]!.saved!.name}-2`)
  })
})

describe('an exchange is skipped, and why is told,', () => {
  test.each([
    ['its request has no postData', { request: { postData: undefined } }, 'the body of its request was not recorded'],
    ['its postData is empty', { request: { postData: { text: '' }, bodySize: 5 } }, 'the body of its request was not recorded'],
    ['its response has no content', { response: { content: { size: 5, mimeType: 'application/json' } } }, 'the body of its response was not recorded'],
    ['it was blocked', { response: { status: 0 } }, 'it has no response'],
    ['its gzip data is cut', { response: { content: base64(gzipSync(ANSWER).subarray(0, 30)) } }, 'the body of its response is gzip data that cannot be unpacked'],
    ['its content is a file elsewhere', { response: { content: { _file: '../../etc/passwd' } } }, 'the body of its response is said to be in a file of another folder, which is not read'],
    ['its content is a file that is not there', { response: { content: { _file: 'gone.json' } } }, 'the body of its response is in gone.json, which cannot be read'],
  ])('where %s', async (_, parts, why) => {
    const { imported: result } = await imported([entry(parts), entry()])
    expect(result[0]).toEqual({ entry: 0, skipped: why })
    expect(result[1]!.saved).toBeDefined()
  })
})

describe('a file is refused', () => {
  test.each([
    ['that is no HAR', '{"log": 1}', 'is no HAR file: it has no list "entries" in "log"'],
    ['that is cut', '{"log": {"entries": [', 'is no HAR file: it is not JSON'],
    ['that is a ZIP archive, as Playwright may write it', Buffer.from([0x50, 0x4b, 3, 4, 0xff]), 'is no HAR file: it is a ZIP archive'],
  ])('%s', async (_, content, message) => {
    const dir = folder()
    writeFileSync(join(dir, 'a.har'), content)
    await expect(all(importHar(join(dir, 'a.har'), dir))).rejects.toThrow(message)
  })

  test('that is not there', async () => {
    await expect(all(importHar(join(folder(), 'a.har'), folder()))).rejects.toMatchObject({ code: 'unreadable-input' })
  })
})
