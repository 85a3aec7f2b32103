import { existsSync, readdirSync } from 'node:fs'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress, gzipSync } from 'node:zlib'
import type { Transform } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import { serve } from '../network/server.ts'
import { recording, folder, replaying } from './recordings.ts'
import { ask, chat, CHAT_PATH, messages, MESSAGES_PATH, PNG, pngOf } from './requests.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const KEYS = { 'content-type': 'application/json', 'api-key': 'any' }
const FRAMES = ['data: {"id":1}\n\n', 'data: {"id":2}\n\n', 'data: [DONE]\n\n']

/** A server that answers with a stream, a pause between its frames. */
function streaming(frames: readonly string[] = FRAMES, pause = 20): ReturnType<typeof serve> {
  return serve(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const frame of frames) {
      response.write(frame)
      await sleep(pause)
    }
    response.end()
  })
}

/** The chunks of an answer as they came. */
async function chunksOf(url: string, body: unknown): Promise<string[]> {
  const response = await fetch(url, { method: 'POST', headers: KEYS, body: JSON.stringify(body) })
  const chunks: string[] = []
  for await (const chunk of response.body!) chunks.push(Buffer.from(chunk).toString())
  return chunks
}

describe('a gateway that records', () => {
  test('stores what was asked and answered before the client has the end of it', async () => {
    const dir = folder()
    await using simulated = await startGateway()
    await using gateway = await recording(simulated.url, dir)
    const { text } = await ask(gateway.url + CHAT_PATH, chat([PNG]))
    const [stored, ...others] = await loadRecordings(dir)
    expect(others).toEqual([])
    expect(stored).toMatchObject({ request: { method: 'POST', path: CHAT_PATH, url: simulated.url + CHAT_PATH }, response: { status: 200 } })
    expect(Buffer.concat(stored!.response.chunks.map(({ bytes }) => bytes)).toString()).toBe(text)
    expect(gateway.exchanges).toMatchObject([{ status: 200, recording: stored!.name, stored: 'new', report: { valid: true } }])
  })

  test('keeps the frames of a stream apart, each with its time', async () => {
    const dir = folder()
    const upstream = await streaming(FRAMES, 50)
    await using gateway = await recording(upstream.origin, dir)
    expect(await chunksOf(gateway.url + CHAT_PATH, chat([PNG], { stream: true }))).toEqual(FRAMES)
    const [stored] = await loadRecordings(dir)
    expect(stored!.response.chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(FRAMES)
    const times = stored!.response.chunks.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[2]! - times[0]!).toBeGreaterThan(80)
  })

  test.each<[string, () => Transform]>([
    ['gzip', createGzip],
    ['deflate', createDeflate],
    ['br', createBrotliCompress],
    ['zstd', createZstdCompress],
  ])('stores the text of a stream that is compressed with %s, frame by frame', async (encoding, compressor) => {
    const dir = folder()
    const upstream = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding })
      const stream = compressor() as Transform & { flush(done: () => void): void }
      stream.pipe(response)
      for (const frame of FRAMES) {
        stream.write(frame)
        await new Promise<void>((resolve) => stream.flush(resolve))
        await sleep(20)
      }
      stream.end()
    })
    await using gateway = await recording(upstream.origin, dir)
    expect((await chunksOf(gateway.url + CHAT_PATH, chat([PNG], { stream: true }))).join('')).toBe(FRAMES.join(''))
    const [stored] = await loadRecordings(dir)
    expect(stored!.response.chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(FRAMES)
    await using replay = await replaying(dir)
    expect(await chunksOf(replay.url + CHAT_PATH, chat([PNG], { stream: true }))).toEqual(FRAMES)
  })

  test('stores an error as what it is', async () => {
    const dir = folder()
    const upstream = await serve((_, response) => response.writeHead(429, { 'content-type': 'application/json' }).end('{"error":{"message":"slower"}}'))
    await using gateway = await recording(upstream.origin, dir)
    await ask(gateway.url + CHAT_PATH, chat([PNG]))
    await using replay = await replaying(dir)
    expect(await ask(replay.url + CHAT_PATH, chat([PNG]))).toMatchObject({ status: 429, text: '{"error":{"message":"slower"}}' })
  })

  test('stores an answer that broke off as one that did, and replays it so', async () => {
    const dir = folder()
    const upstream = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(FRAMES[0], () => response.destroy())
    })
    await using gateway = await recording(upstream.origin, dir)
    await expect(ask(gateway.url + CHAT_PATH, chat([PNG]))).rejects.toThrow()
    expect(await loadRecordings(dir)).toMatchObject([{ response: { cut: true } }])
    await using replay = await replaying(dir)
    const response = await fetch(replay.url + CHAT_PATH, { method: 'POST', headers: KEYS, body: JSON.stringify(chat([PNG])) })
    const reader = response.body!.getReader()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe(FRAMES[0])
    await expect(reader.read()).rejects.toThrow()
  })

  test('stores nothing where there was no answer', async () => {
    const dir = folder()
    await using gateway = await recording('http://127.0.0.1:1', dir)
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(502)
    expect(existsSync(dir)).toBe(false)
    expect(gateway.exchanges).toMatchObject([{ status: 502, failure: expect.stringContaining('no answer from http://127.0.0.1:1') }])
  })

  test.each(['the client', 'the gateway'])('drops an answer that %s does not wait for, and says so', async (who) => {
    const dir = folder()
    const upstream = await serve((_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(FRAMES[0]))
    const gateway = await recording(upstream.origin, dir)
    const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS })
    request.end(JSON.stringify(chat([PNG])))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.on('error', () => undefined)
    await once(response, 'data')
    if (who === 'the client') {
      response.destroy()
      await expect.poll(() => gateway.exchanges.length).toBe(1)
    }
    await gateway.close()
    expect(gateway.exchanges[0]?.note).toMatch(/before its end$/)
    expect(existsSync(dir)).toBe(false)
  })

  test('loses nothing that was complete when it is closed', async () => {
    const dir = folder()
    await using simulated = await startGateway()
    const told: (string | undefined)[] = []
    const gateway = await recording(simulated.url, dir, { onExchange: ({ recording: name }) => told.push(name) })
    const asked = Array.from({ length: 12 }, (_, mark) => ask(gateway.url + CHAT_PATH, chat([pngOf(200_000, mark)])).catch(() => undefined))
    await Promise.race(asked)
    await gateway.close()
    const [count, names] = [told.length, readdirSync(dir).filter((file) => file.endsWith('.har'))]
    await Promise.all(asked)
    await sleep(300)
    // Nothing goes on behind its back, what is there is whole, and each of it was told.
    expect([told.length, (await loadRecordings(dir)).length]).toEqual([count, names.length])
    expect(names.length).toBeGreaterThan(0)
    expect(told.filter((name) => name !== undefined).map((name) => `${name}.har`).sort()).toEqual(names.toSorted())
  })

  test('passes on an answer that is too long to be stored, and says so', async () => {
    const dir = folder()
    const upstream = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))))
    await using gateway = await recording(upstream.origin, dir, { maxRequestBytes: 1_000_000 })
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).text).toHaveLength(5_000_000)
    expect(gateway.exchanges).toMatchObject([{ status: 200, failure: 'not stored: the answer holds more than 1,000,000 bytes' }])
    expect(existsSync(dir)).toBe(false)
  })

  test.each([
    ['what no encoding is known of', { 'content-encoding': 'rot13' }, 'not stored: the content encoding rot13 is not known'],
    ['what is not encoded as it says', { 'content-encoding': 'gzip' }, 'not stored: it cannot be decoded as its content encoding says'],
  ])('passes on %s, and says that it is not stored', async (_, headers, failure) => {
    const upstream = await serve((__, response) => response.writeHead(200, headers).end('{}'))
    await using gateway = await recording(upstream.origin, folder())
    const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS })
    request.end(JSON.stringify(chat([PNG])))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    let text = ''
    for await (const piece of response.setEncoding('utf8')) text += piece as string
    expect(text).toBe('{}')
    expect(gateway.exchanges[0]?.failure).toContain(failure)
  })

  test('names a recording as the request asks, and turns down a name that leaves the folder', async () => {
    const dir = folder()
    const upstream = await streaming()
    await using gateway = await recording(upstream.origin, dir)
    await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'x-pixpact-recording': 'red-cat' })
    expect((await loadRecordings(dir)).map(({ name }) => name)).toEqual(['red-cat'])
    expect(upstream.requests[0]?.headers['x-pixpact-recording']).toBeUndefined()
    const refused = await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'x-pixpact-recording': '../red-cat' })
    expect(refused).toMatchObject({ status: 400, json: { error: { message: expect.stringContaining('x-pixpact-recording') } } })
    expect(upstream.requests).toHaveLength(1)
  })

  test('stores requests without a body too', async () => {
    const dir = folder()
    await using simulated = await startGateway()
    await using gateway = await recording(simulated.url, dir)
    const live = await (await fetch(`${gateway.url}/v1/models`, { headers: { 'api-key': 'any' } })).text()
    await using replay = await replaying(dir)
    expect(await (await fetch(`${replay.url}/v1/models`)).text()).toBe(live)
  })
})

describe('where an answer came from', () => {
  test('is what the kit made, where its own gateway answered, through others of its kind too', async () => {
    const [direct, through, again] = [folder(), folder(), folder()]
    await using simulated = await startGateway()
    await using forward = await startGateway({ mode: 'forward', upstream: simulated.url })
    for (const [upstream, dir] of [[simulated.url, direct], [forward.url, through]] as const) {
      await using gateway = await recording(upstream, dir)
      await ask(gateway.url + CHAT_PATH, chat([PNG]))
      await ask(gateway.url + MESSAGES_PATH, messages([PNG], { stream: true }))
      await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'x-pixpact-fault': 'quota' })
      await ask(gateway.url + CHAT_PATH, '{}')
    }
    await using replay = await replaying(direct)
    await using rerecord = await recording(replay.url, again)
    await ask(rerecord.url + MESSAGES_PATH, messages([PNG], { stream: true }))
    for (const dir of [direct, through, again]) expect(new Set((await loadRecordings(dir)).map(({ origin }) => origin))).toEqual(new Set(['simulated']))
  })

  test('is what the kit made, too, where a gateway of its kind found no server', async () => {
    const dir = folder()
    await using forward = await startGateway({ mode: 'forward', upstream: 'http://127.0.0.1:1' })
    await using gateway = await recording(forward.url, dir)
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(502)
    expect(await loadRecordings(dir)).toMatchObject([{ origin: 'simulated' }])
  })

  test('is live where another server answered, and is told with the replayed answer', async () => {
    const dir = folder()
    const upstream = await streaming()
    await using gateway = await recording(upstream.origin, dir)
    await ask(gateway.url + CHAT_PATH, chat([PNG]))
    expect(await loadRecordings(dir)).toMatchObject([{ origin: 'live' }])
    await using replay = await replaying(dir)
    expect((await ask(replay.url + CHAT_PATH, chat([PNG]))).headers.get('x-pixpact-origin')).toBe('live')
  })
})

describe('recording in CI', () => {
  test.each(['record', 'auto'] as const)('is refused in mode %s', async (mode) => {
    vi.stubEnv('CI', 'true')
    await expect(startGateway({ mode, upstream: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'usage', message: `Mode ${mode} makes recordings, and this is CI: the environment variable CI is set.` })
    await using allowed = await startGateway({ mode, upstream: 'http://127.0.0.1:1', recordings: folder(), allowRecordInCi: true })
    expect(allowed.url).toContain('127.0.0.1')
  })

  test.each(['', '0', 'false'])('is none where CI is %j', async (value) => {
    vi.stubEnv('CI', value)
    await using gateway = await startGateway({ mode: 'record', upstream: 'http://127.0.0.1:1', recordings: folder() })
    expect(gateway.exchanges).toEqual([])
  })

  test.each(['replay', 'forward'] as const)('is no matter for mode %s', async (mode) => {
    vi.stubEnv('CI', 'true')
    const dir = folder()
    const upstream = await streaming()
    await using recorder = await recording(upstream.origin, dir)
    await ask(recorder.url + CHAT_PATH, chat([PNG]))
    await using gateway = await startGateway({ mode, upstream: upstream.origin, recordings: dir })
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(200)
  })
})
