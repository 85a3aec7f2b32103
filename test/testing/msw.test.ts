import http from 'node:http'
import { text } from 'node:stream/consumers'
import Anthropic from '@anthropic-ai/sdk'
import { setupServer } from 'msw/node'
import OpenAI from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { sizedImage } from '../../src/image/sized-image.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import type { WireExchange } from '../../src/recordings/recording.ts'
import { handlersFromRecordings, loadRecordings, type HandlerOptions, type RecordedHandlers } from '../../src/testing/msw.ts'
import { temporaryFolder } from './folder.ts'

const BASE = 'https://api.example.com/v1'
let server: ReturnType<typeof setupServer> | undefined
afterEach(() => {
  server?.close()
  server = undefined
})

const imageOf = (mark: number): string => `data:image/png;base64,${sizedImage({ mediaType: 'image/png', bytes: 2000, mark })}`
const asking = (...urls: readonly string[]): { model: string; messages: OpenAI.ChatCompletionMessageParam[] } => ({
  model: 'mimo-v2-omni',
  messages: [{ role: 'user', content: [...urls.map((url) => ({ type: 'image_url' as const, image_url: { url } })), { type: 'text' as const, text: 'What is this?' }] }],
})
const completion = (content: string): string =>
  JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })

function exchange(body: object, answer: string | WireExchange['response']['chunks'], more: Partial<WireExchange['response']> = {}): WireExchange {
  const chunks = typeof answer === 'string' ? [{ at: 5, bytes: Buffer.from(answer) }] : answer
  return {
    startedAt: new Date(0),
    request: { method: 'POST', url: `${BASE}/chat/completions`, path: '/v1/chat/completions', headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) },
    response: { status: 200, headers: { 'content-type': typeof answer === 'string' ? 'application/json' : 'text/event-stream' }, chunks, ...more },
  }
}

/** Listens with handlers from these exchanges, as they are once they were stored and read again. */
async function replaying(exchanges: readonly WireExchange[], options?: HandlerOptions): Promise<RecordedHandlers> {
  const folder = temporaryFolder()
  const store = new RecordingStore(folder)
  for (const one of exchanges) await store.save(one)
  const recorded = handlersFromRecordings(await loadRecordings(folder), options)
  server = setupServer(...recorded)
  server.listen({ onUnhandledFrame: 'error' })
  return recorded
}

const post = (body: object, url = `${BASE}/chat/completions`): Promise<Response> => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
// An SDK takes the fetch that is there when a client is made.
const client = (): OpenAI => new OpenAI({ apiKey: 'sk-test', baseURL: BASE, maxRetries: 2 })

describe('handlersFromRecordings', () => {
  test('answers fetch, and so the SDK', async () => {
    await replaying([exchange(asking(imageOf(1)), completion('A disc.'))])
    const { choices } = await client().chat.completions.create(asking(imageOf(1)))
    expect(choices[0]!.message.content).toBe('A disc.')
  })

  test('answers node:http', async () => {
    await replaying([exchange(asking(imageOf(1)), completion('A disc.'))])
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.request(`${BASE.replace('https', 'http')}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' } }, resolve).on('error', reject).end(JSON.stringify(asking(imageOf(1))))
    })
    expect(JSON.parse(await text(response)).choices[0].message.content).toBe('A disc.')
  })

  test('gives no image the answer of another one, and names the nearest recording and what differs', async () => {
    const recorded = await replaying([exchange(asking(imageOf(1)), completion('A disc.'))])
    const error = await client().chat.completions.create(asking(imageOf(2))).catch((thrown: unknown) => thrown as InstanceType<typeof OpenAI.APIError>)
    expect(error).toBeInstanceOf(OpenAI.APIError)
    // The SDK did not try again.
    expect(recorded.misses).toEqual([expect.stringMatching(/^No recording answers POST \/v1\/chat\/completions\. The nearest is openai-chat-[0-9a-f]{12}: at \/messages\/0\/content\/0\/image_url\/url it has image\/png sha256 \w+…, and image\/png sha256 \w+… was received\.$/)])
    expect((error as Error).message).toContain(recorded.misses[0])
  })

  test('knows a request by what it says, not by how it is written', async () => {
    const recorded = await replaying([exchange({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }, completion('Hello.'))])
    expect((await post({ messages: [{ content: 'Hi', role: 'user' }], model: 'm' })).status).toBe(200)
    expect(recorded.misses).toEqual([])
  })

  test('leaves out of the match what it is told to ignore', async () => {
    const recorded = await replaying([exchange({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], metadata: { run: '1' } }, completion('Hello.'))], { ignore: ['/metadata'] })
    expect((await post({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], metadata: { run: '2' } })).status).toBe(200)
    expect(recorded.misses).toEqual([])
  })

  test('takes a chat request at any path where the path is ignored', async () => {
    await replaying([exchange(asking(imageOf(1)), completion('A disc.'))], { ignore: ['path'] })
    expect((await post(asking(imageOf(1)), 'https://api.example.com/other/v1/chat/completions')).status).toBe(200)
  })

  test('answers repeats in their order, and then stays with the last one', async () => {
    await replaying([exchange(asking(imageOf(1)), completion('First.')), exchange(asking(imageOf(1)), completion('Second.'))])
    const texts: (string | null)[] = []
    for (let times = 0; times < 3; times++) texts.push((await client().chat.completions.create(asking(imageOf(1)))).choices[0]!.message.content)
    expect(texts).toEqual(['First.', 'Second.', 'Second.'])
  })

  test('knows a long text in which a secret stood that was kept out', async () => {
    const secret = 'the-name-of-nobody'
    const body = { model: 'm', messages: [{ role: 'user', content: `${'Once more: '.repeat(200)}${secret}` }] }
    const folder = temporaryFolder()
    await new RecordingStore(folder, { secrets: [secret] }).save(exchange(body, completion('Hello.')))
    const recorded = handlersFromRecordings(await loadRecordings(folder), { secrets: [secret] })
    server = setupServer(...recorded)
    server.listen({ onUnhandledFrame: 'error' })
    expect((await post(body)).status).toBe(200)
    expect(recorded.misses).toEqual([])
  })

  test('judges each request, and has the findings at hand', async () => {
    const body = asking(imageOf(1).replace('image/png', 'image/tiff'))
    const recorded = await replaying([exchange(body, completion('A disc.'))], { profile: 'openai', rules: { model: 'off' } })
    await client().chat.completions.create(body)
    expect(recorded.findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)).toEqual(['media-type/unsupported'])
    expect(recorded.exchanges).toMatchObject([{ method: 'POST', path: '/v1/chat/completions', status: 200, recording: expect.stringMatching(/^openai-chat-/) }])
  })

  test('leaves requests to other paths to other handlers', async () => {
    await replaying([exchange(asking(imageOf(1)), completion('A disc.'))])
    await expect(fetch('https://api.example.com/v1/files')).rejects.toThrow()
  })

  test('refuses no recordings at all, and options that mean nothing', () => {
    expect(() => handlersFromRecordings([])).toThrow(expect.objectContaining({ code: 'no-input' }))
    expect(() => handlersFromRecordings([{} as never], { spede: 'instant' } as never)).toThrow(expect.objectContaining({ code: 'usage' }))
  })
})

describe('a stream from a recording', () => {
  const events = [0, 60, 120].map((at, index) => ({ at, bytes: Buffer.from(`data: {"n":${index}}\n\n`) }))

  async function arrivals(options: HandlerOptions): Promise<{ times: number[]; pieces: string[] }> {
    await replaying([exchange({ ...asking(imageOf(1)), stream: true }, events)], options)
    const start = performance.now()
    const { body } = await post({ ...asking(imageOf(1)), stream: true })
    const times: number[] = []
    const pieces: string[] = []
    for await (const piece of body!) {
      times.push(performance.now() - start)
      pieces.push(Buffer.from(piece).toString())
    }
    return { times, pieces }
  }

  test('comes in the pieces in which it was recorded', async () => {
    expect((await arrivals({})).pieces).toEqual(events.map(({ bytes }) => bytes.toString()))
  })

  test('comes at the pace that is asked for', async () => {
    const { times } = await arrivals({ speed: 'recorded' })
    expect(times[2]! - times[0]!).toBeGreaterThan(90)
  })

  test('comes as many times as fast as a number says', async () => {
    const { times } = await arrivals({ speed: 2 })
    expect(times[2]! - times[0]!).toBeGreaterThan(40)
  })

  test('breaks off where it broke off', async () => {
    await replaying([exchange({ ...asking(imageOf(1)), stream: true }, events, { cut: true })])
    const { body } = await post({ ...asking(imageOf(1)), stream: true })
    const pieces: string[] = []
    await expect(
      (async () => {
        for await (const piece of body!) pieces.push(Buffer.from(piece).toString())
      })(),
    ).rejects.toThrow()
    expect(pieces).toHaveLength(3)
  })

  test('reaches the SDK as it was said', async () => {
    const gateway = await startGateway({ profile: 'anthropic' })
    const live = new Anthropic({ apiKey: 'any', baseURL: gateway.url })
    const body = { model: 'claude-sonnet-5-5', max_tokens: 500, stream: true as const, messages: [{ role: 'user' as const, content: 'Hi.' }] }
    const raw = await fetch(`${gateway.url}/v1/messages`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': 'any', 'anthropic-version': '2023-06-01' }, body: JSON.stringify(body) })
    const said = await live.messages.stream(body).finalText()
    const answer = Buffer.from(await raw.arrayBuffer())
    await gateway.close()
    const recorded = exchange(body, [{ at: 1, bytes: answer }])
    await replaying([{ ...recorded, request: { ...recorded.request, url: 'https://api.example.com/v1/messages', path: '/v1/messages' } }])
    expect(await new Anthropic({ apiKey: 'any', baseURL: 'https://api.example.com' }).messages.stream(body).finalText()).toBe(said)
  })
})
