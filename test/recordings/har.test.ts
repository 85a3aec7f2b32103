import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { readRecording } from '../../src/recordings/load.ts'
import type { WireExchange } from '../../src/recordings/recording.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { recordingFaults } from '../../src/schema/recording-faults.ts'
import { chatBody, dataUrl, exchange, folder, GIF, messagesBody, PNG } from './exchanges.ts'

/** The schemas of HAR 1.2 by whoever made the validator of HAR files; what they call "optional" and "min" is nothing that JSON Schema knows. */
const schemas = createRequire(import.meta.url)('har-schema') as Readonly<Record<string, object>>
const ajv = new Ajv({ strict: false, validateFormats: false })
ajv.addMetaSchema(createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-06.json') as object)
for (const schema of Object.values(schemas)) ajv.addSchema(schema)
const isHar = ajv.getSchema('har.json')!

/** Its base64 is full of slashes. */
const SLASHES = Buffer.concat([PNG, Buffer.alloc(9, 0xff)])
const STREAM = ['data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n', '\ndata: {"choices":[{"delta":{"content":"Ü', '"}}]}\n\ndata: [DO', 'NE]\n\n']

const EXCHANGES: Readonly<Record<string, WireExchange>> = {
  'a question with an image': exchange(),
  'a question in the other format': exchange({ url: 'https://gateway.example/anthropic/v1/messages?beta=true', body: messagesBody('What?', GIF) }),
  'a stream': exchange({ pieces: STREAM, responseHeaders: { 'content-type': 'text/event-stream; charset=utf-8' } }),
  'a stream that breaks off': exchange({ pieces: STREAM.slice(0, 2), responseHeaders: { 'content-type': 'text/event-stream' }, cut: true }),
  'an answer without content': exchange({ pieces: [], status: 204, responseHeaders: {} }),
  'a request without body': exchange({ method: 'GET', url: 'https://gateway.example/v1/models', body: '' }),
  'bytes that are no text': exchange({ body: Buffer.from([0xff, 0xfe, 0x00, 0x22]), response: Buffer.from([0x80, 0x0a]) }),
  'another path than that of the URL': exchange({ path: '/proxy/v1/chat/completions' }),
  'an image in the answer': exchange({ response: { choices: [{ message: { images: [{ url: dataUrl(Buffer.concat([PNG, Buffer.alloc(1000)])) }] } }] } }),
  'slashes with backslashes': exchange({ body: JSON.stringify(chatBody('a/b', dataUrl(SLASHES))).replaceAll('/', '\\/') }),
  'some slashes with backslashes': exchange({ body: JSON.stringify(chatBody('a/b', dataUrl(SLASHES))).replace('////', '/\\///') }),
  'a whole URL where the path should be': exchange({ path: 'http://gateway.example/v1/chat/completions' }),
  'an image for an answer': exchange({ response: JSON.stringify(dataUrl(Buffer.concat([PNG, Buffer.alloc(1000)]))) }),
  'an image at a strange place in the answer': exchange({ response: { 'a\n/~': dataUrl(Buffer.concat([PNG, Buffer.alloc(1000)])) } }),
}

async function save(what: WireExchange): Promise<{ dir: string; path: string; text: string }> {
  const dir = folder()
  const { name } = await new RecordingStore(dir).save(what)
  const path = join(dir, `${name}.har`)
  return { dir, path, text: readFileSync(path, 'utf8') }
}

describe.each(Object.entries(EXCHANGES))('the file of %s', (_, what) => {
  test('is HAR 1.2, and fits the schema of the kit', async () => {
    const { text } = await save(what)
    expect(isHar(JSON.parse(text)), JSON.stringify(isHar.errors)).toBe(true)
    expect(recordingFaults(JSON.parse(text))).toEqual([])
    expect(text.endsWith('}\n')).toBe(true)
  })

  test('says all that was exchanged', async () => {
    const { dir, path } = await save(what)
    const recording = await readRecording(path)
    const { request, response, startedAt, origin } = recording
    expect(await assembleRequest(recording, dir)).toEqual(Buffer.from(what.request.body))
    expect({ origin, startedAt, method: request.method, path: request.path, url: request.url }).toEqual({
      origin: 'live',
      startedAt: what.startedAt,
      method: what.request.method,
      path: what.request.path.replace('http://gateway.example', ''),
      url: what.request.url,
    })
    expect(response.status).toBe(what.response.status)
    expect(response.cut).toBe(what.response.cut)
    const isStream = what.response.headers['content-type']?.startsWith('text/event-stream')
    const whole = [{ at: what.response.chunks.at(-1)?.at ?? 0, bytes: Buffer.concat(what.response.chunks.map(({ bytes }) => bytes)) }]
    const chunks = response.chunks.map(({ at, bytes }) => ({ at, bytes: Buffer.from(bytes) }))
    expect(chunks).toEqual(isStream ? what.response.chunks : whole)
  })
})

test('the schemas of HAR refuse what is none, so that passing them says something', () => {
  expect(isHar({ log: { version: '1.2', creator: { name: 'a', version: '1' }, entries: [{}] } })).toBe(false)
})

test('an answer is text in HAR, and base64 only where its bytes are none', async () => {
  const contentOf = async (name: string): Promise<unknown> => (JSON.parse((await save(EXCHANGES[name]!)).text) as { log: { entries: [{ response: { content: unknown } }] } }).log.entries[0].response.content
  expect(await contentOf('a stream')).toMatchObject({ mimeType: 'text/event-stream; charset=utf-8', text: STREAM.join('') })
  expect(await contentOf('bytes that are no text')).toMatchObject({ text: 'gAo=', encoding: 'base64', size: 2 })
})

test('an image is taken out although its slashes were sent with backslashes, but not where only some were', async () => {
  expect((await save(EXCHANGES['slashes with backslashes']!)).text).toContain('"escapedSlashes": true')
  expect((await save(EXCHANGES['some slashes with backslashes']!)).text).toContain('"blobs": []')
})

test('the times of chunks are whole and in order, whatever clock was used', async () => {
  const what = EXCHANGES['a stream']!
  const chunks = what.response.chunks.map(({ bytes }, index) => ({ bytes, at: [20.6, 10.2, 30][index] ?? 30 }))
  const { path } = await save({ ...what, response: { ...what.response, chunks } })
  expect((await readRecording(path)).response.chunks.map(({ at }) => at)).toEqual([21, 21, 30, 30])
})
