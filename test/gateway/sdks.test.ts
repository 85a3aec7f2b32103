import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { chat, messages, PNG, pngOf, URL_IMAGE } from './requests.ts'

let gateway: Gateway
let openai: OpenAI
let anthropic: Anthropic
beforeAll(async () => {
  gateway = await startGateway()
  openai = new OpenAI({ apiKey: 'any', baseURL: gateway.openaiBaseUrl! })
  anthropic = new Anthropic({ apiKey: 'any', baseURL: gateway.anthropicBaseUrl! })
})
afterAll(() => gateway.close())

type ChatParams = OpenAI.ChatCompletionCreateParamsNonStreaming
type MessageParams = Anthropic.MessageCreateParamsNonStreaming
const asked = (images: readonly string[]): ChatParams => chat(images) as unknown as ChatParams
const told = (images: readonly string[]): MessageParams => messages(images) as unknown as MessageParams

/** What a promise is rejected with. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('It was answered.'),
    (error: unknown) => error,
  )
}

describe('the SDK of OpenAI', () => {
  test.each([[[URL_IMAGE]], [[PNG]], [[pngOf(300_000), URL_IMAGE, PNG]]])('reads the answer about images', async (images) => {
    const { choices, usage } = await openai.chat.completions.create(asked(images))
    expect(choices[0]!.message.content).toContain(`I see ${images.length} image`)
    expect(usage!.total_tokens).toBe(usage!.prompt_tokens + usage!.completion_tokens)
  })

  test('reads it as a stream too', async () => {
    const stream = await openai.chat.completions.create({ ...asked([PNG]), stream: true })
    let text = ''
    let total = 0
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? ''
      total = usage?.total_tokens ?? total
    }
    expect(text).toContain('a PNG image of 96 × 96 pixels')
    expect(total).toBeGreaterThan(0)
  })

  test('puts a stream together into what comes whole', async () => {
    const final = await openai.chat.completions.stream({ ...asked([PNG]), stream: true }).finalChatCompletion()
    const whole = await openai.chat.completions.create(asked([PNG]))
    expect(final.choices[0]!.message.content).toBe(whole.choices[0]!.message.content)
  })

  test('lists the models', async () => {
    const models = await openai.models.list()
    expect(models.data.map(({ id }) => id)).toContain('mimo-v2-omni')
  })

  test('raises what is turned down as the error of its status', async () => {
    const bad = await failureOf(openai.chat.completions.create({ ...asked([]), messages: [] }))
    expect(bad).toBeInstanceOf(OpenAI.BadRequestError)
    expect(bad).toMatchObject({ param: 'messages must not be empty', code: '400' })
    const blind = await failureOf(openai.chat.completions.create({ ...asked([PNG]), model: 'mimo-v2.5-pro' }))
    expect(blind).toBeInstanceOf(OpenAI.NotFoundError)
    const poor = await failureOf(openai.chat.completions.create(asked([PNG]), { headers: { 'x-pixpact-fault': 'quota' } }))
    expect(poor).toBeInstanceOf(OpenAI.PermissionDeniedError)
    expect(poor).toMatchObject({ code: 'insufficient_user_quota' })
  })

  test('tries again after 429', async () => {
    await using faulty = await startGateway({ faults: ['rate-limit@0.5'] })
    const client = new OpenAI({ apiKey: 'any', baseURL: faulty.openaiBaseUrl!, maxRetries: 1 })
    await client.chat.completions.create(asked([PNG]))
    expect(faulty.exchanges.map(({ status }) => status)).toEqual([429, 200])
  })
})

describe('the SDK of Anthropic', () => {
  test.each([[[URL_IMAGE]], [[PNG]], [[pngOf(300_000), URL_IMAGE, PNG]]])('reads the answer about images', async (images) => {
    const { content, usage, stop_reason: reason } = await anthropic.messages.create(told(images))
    expect(content.find((block) => block.type === 'text')!.text).toContain(`I see ${images.length} image`)
    expect(usage.input_tokens).toBeGreaterThan(0)
    expect(reason).toBe('end_turn')
  })

  test('puts a stream together', async () => {
    const { content, usage } = await anthropic.messages.stream({ ...told([PNG]) }).finalMessage()
    expect(content.map(({ type }) => type)).toEqual(['thinking', 'text'])
    expect(content[1]).toMatchObject({ text: expect.stringContaining('a PNG image of 96 × 96 pixels') })
    expect(usage.output_tokens).toBeGreaterThan(0)
  })

  test('raises what is turned down as the error of its status', async () => {
    expect(await failureOf(anthropic.messages.create({ ...told([]), messages: [] }))).toBeInstanceOf(Anthropic.BadRequestError)
    const keyless = anthropic.messages.create(told([PNG]), { headers: { 'x-api-key': null, authorization: null } })
    expect(await failureOf(keyless)).toBeInstanceOf(Anthropic.AuthenticationError)
  })

  test('raises an error that comes in the middle of a stream', async () => {
    const stream = anthropic.messages.stream(told([PNG]), { headers: { 'x-pixpact-fault': 'stream-error' } })
    expect(await failureOf(stream.finalMessage())).toMatchObject({ message: expect.stringContaining('Overloaded') })
  })
})

test('what the SDKs send has neither an error nor a warning', () => {
  const bad = gateway.exchanges.filter(({ status, fault }) => status === 200 && fault === undefined).flatMap(({ report }) => report?.findings ?? [])
  expect(bad.filter(({ severity }) => severity !== 'info')).toEqual([])
})
