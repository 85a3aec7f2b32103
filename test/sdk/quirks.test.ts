import Anthropic from '@anthropic-ai/sdk'
import Anthropic0 from 'anthropic-sdk-0'
import { generateText, streamText, type LanguageModel, type ModelMessage, type UserContent } from 'ai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { testCard } from '../../src/image/test-card.ts'
import { anthropicProvider, compatibleProvider, openaiProvider, type Place } from './clients/ai.ts'
import { anthropic, anthropic0 } from './clients/anthropic.ts'
import { MODEL, resultOf, type Client } from './clients/client.ts'
import { openai } from './clients/openai.ts'
import { tablesIn } from './page.ts'
import { startStub } from './stub.ts'

const CARD = testCard({ code: 'K7Q2' }).toString('base64')
const AI = { openai: 'ai with @ai-sdk/openai', compatible: 'ai with @ai-sdk/openai-compatible', anthropic: 'ai with @ai-sdk/anthropic' }

let gateway: Gateway
const place = (base: string): Place => ({ apiKey: 'any', baseURL: base })
const viaOpenai = (): LanguageModel => openaiProvider(place(gateway.openaiBaseUrl!))
const viaCompatible = (): LanguageModel => compatibleProvider(place(gateway.openaiBaseUrl!))
const viaAnthropic = (): LanguageModel => anthropicProvider(place(`${gateway.anthropicBaseUrl}/v1`))
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

const shown: string[][] = []

/** A sentence of docs/clients.md about clients, and what holds it. */
function quirk(clients: readonly string[], sentence: string, hold: () => Promise<void>): void {
  shown.push([clients.join(', '), sentence])
  test(`${clients.join(', ')}: ${sentence}`, hold)
}

/** What was found in the last request, and how many images it held. */
function last(): { readonly images: number; readonly found: readonly string[] } {
  const { images, findings } = gateway.exchanges.at(-1)!.report!
  return { images: images.length, found: findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`) }
}

describe('clients, besides the tables', () => {
  quirk([AI.openai, AI.compatible], 'an image that a tool returns is text for the model: its base64, in JSON', async () => {
    for (const model of [viaOpenai(), viaCompatible()]) {
      await generateText({ model, messages: AFTER_TOOL, maxOutputTokens: 99 })
      expect(last()).toMatchObject({ images: 0, found: expect.arrayContaining(['image-in-text/embedded']) })
    }
  })

  quirk([AI.anthropic], 'an image that a tool returns stays an image', async () => {
    await generateText({ model: viaAnthropic(), messages: AFTER_TOOL, maxOutputTokens: 99 })
    expect(last()).toMatchObject({ images: 1, found: expect.not.arrayContaining(['image-in-text/embedded']) })
  })

  quirk([AI.openai, AI.anthropic], 'a stream that ends too early is no error; its finish reason is `interrupted`', async () => {
    for (const model of [viaOpenai(), viaAnthropic()]) expect(await streamed(model, 'cut-stream')).toEqual({ errors: 0, finish: 'interrupted' })
  })

  quirk([AI.openai, AI.compatible, AI.anthropic], 'an error in a stream ends its texts and is not thrown: `onError` is told', async () => {
    for (const model of [viaOpenai(), viaCompatible(), viaAnthropic()]) expect(await streamed(model, 'stream-error')).toEqual({ errors: 1, finish: 'error' })
  })

  quirk([AI.openai, AI.compatible, AI.anthropic], 'base64 with line breaks is sent as it is', async () => {
    const content: UserContent = [{ type: 'file', mediaType: 'image/png', data: CARD.replaceAll(/.{76}/g, '$&\n') }]
    for (const model of [viaOpenai(), viaCompatible(), viaAnthropic()]) {
      await generateText({ model, messages: [{ role: 'user', content }], maxOutputTokens: 99 })
      expect(last().found).toContain('base64/whitespace')
    }
  })

  quirk([AI.compatible], 'an image at an address of this machine is not fetched: `AI_DownloadError`', async () => {
    const content: UserContent = [{ type: 'file', mediaType: 'image', data: new URL(`${gateway.url}/cat.png`) }]
    await expect(generateText({ model: viaCompatible(), messages: [{ role: 'user', content }] })).rejects.toMatchObject({ name: 'AI_DownloadError' })
  })

  quirk([AI.openai, AI.compatible], '`maxOutputTokens` is sent as `max_tokens`, for a model that it does not know', async () => {
    for (const model of [viaOpenai(), viaCompatible()]) {
      await generateText({ model, prompt: 'Hi', maxOutputTokens: 99 })
      expect(last().found).toContain('token-limit/other-name')
    }
  })

  quirk([AI.anthropic], 'without `maxOutputTokens`, `max_tokens` is 4096 for a model that it does not know', async () => {
    await using stub = await startStub()
    const model = anthropicProvider(place(`${stub.anthropicBaseUrl}/v1`))
    await generateText({ model, prompt: 'Hi', maxRetries: 0 }).catch(() => {})
    expect(stub.sent).toMatchObject([{ body: { max_tokens: 4096 } }])
  })

  quirk(['openai', '@anthropic-ai/sdk 0'], 'an empty key is an error, and nothing is sent', async () => {
    expect([await keyless(openai), await keyless(anthropic0)]).toEqual([0, 0])
  })

  quirk(['@anthropic-ai/sdk 1'], 'an empty key is sent', async () => {
    expect(await keyless(anthropic)).toBe(1)
  })

  quirk(['@anthropic-ai/sdk 0'], '`beta.messages` posts to `/v1/messages?beta=true`', async () => {
    expect(await betaPath((baseURL) => new Anthropic0({ ...place(baseURL), maxRetries: 0 }))).toBe('/anthropic/v1/messages?beta=true')
  })

  quirk(['@anthropic-ai/sdk 1'], '`beta.messages` posts to `/v1/messages`', async () => {
    expect(await betaPath((baseURL) => new Anthropic({ ...place(baseURL), maxRetries: 0 }))).toBe('/anthropic/v1/messages')
  })
})

test('docs/clients.md tells these, and no other', () => {
  const { rows } = tablesIn('docs/clients.md').find(({ heading }) => heading[1] === 'what is to be known')!
  expect(rows).toEqual(shown)
})

const AFTER_TOOL: ModelMessage[] = [
  { role: 'user', content: 'Look' },
  { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'call', toolName: 'look', input: {} }] },
  {
    role: 'tool',
    content: [{
      type: 'tool-result', toolCallId: 'call', toolName: 'look',
      output: { type: 'content', value: [{ type: 'file', mediaType: 'image/png', data: { type: 'data', data: CARD } }] },
    }],
  },
]

async function streamed(model: LanguageModel, fault: string): Promise<{ errors: number; finish: string }> {
  let errors = 0
  const headers = { 'x-pixpact-fault': fault }
  const answer = streamText({ model, prompt: 'What do you see?', headers, maxRetries: 0, maxOutputTokens: 999, onError: () => void errors++ })
  for await (const _ of answer.textStream);
  return { errors, finish: await answer.finishReason }
}

/** How often something is sent with an empty key. */
async function keyless(client: Client): Promise<number> {
  await using stub = await startStub()
  await resultOf(client, { images: [], text: 'Hi', stream: false, key: '', retries: 0 }, stub)
  return stub.sent.length
}

async function betaPath(connect: (baseURL: string) => Anthropic | Anthropic0): Promise<string> {
  await using stub = await startStub()
  const { beta } = connect(stub.anthropicBaseUrl!) as Anthropic
  await beta.messages.create({ model: MODEL, max_tokens: 99, messages: [{ role: 'user', content: 'Hi' }] }).catch(() => {})
  return stub.sent[0]!.path
}
