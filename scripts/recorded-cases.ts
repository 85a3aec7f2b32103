/** What `npm run record` asks the gateway through the real SDKs, and the tests ask its recordings. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'

/** One call of an SDK. */
export interface RecordedCase {
  /** That of its recording. */
  readonly name: string
  readonly sdk: 'openai' | 'anthropic'
  readonly images: readonly Picture[]
  readonly stream: boolean
  /** What the gateway is to do wrong; see docs/faults.md. */
  readonly fault?: string
  readonly model?: string
  readonly keyless?: true
}

/** An image by its URL, or the name of a file in fixtures/images; or a text in place of one. */
type Picture = { readonly url: string } | { readonly file: string } | { readonly text: string }

/** What came of a call, as plain data. */
export type Result = { readonly answer: unknown } | { readonly error: { readonly name: string; readonly status?: number; readonly message: string } }

const URL_IMAGE = { url: 'https://example.com/cat.png' }
const RED = { file: 'red.png' }
const SETS: Readonly<Record<string, readonly Picture[]>> = {
  url: [URL_IMAGE],
  base64: [RED],
  'multi-image': [RED, { file: 'green.jpg' }, URL_IMAGE],
}

/** What goes wrong with a whole answer, and with a stream. */
const FAULTS = {
  whole: ['quota', 'no-channel', 'overloaded', 'rate-limit', 'moderation', 'corrupted-image', 'content-filter', 'truncated-json'],
  streamed: ['data-prefix', 'stream-error', 'cut-stream', 'reset-stream'],
}

const SDKS = ['openai', 'anthropic'] as const

export const CASES: readonly RecordedCase[] = SDKS.flatMap((sdk) => [
  ...Object.entries(SETS).flatMap(([set, images]) => [
    { name: `${sdk}-${set}`, sdk, images, stream: false },
    { name: `${sdk}-${set}-stream`, sdk, images, stream: true },
  ]),
  ...FAULTS.whole.map((fault) => ({ name: `${sdk}-error-${fault}`, sdk, images: [RED], stream: false, fault })),
  ...FAULTS.streamed.map((fault) => ({ name: `${sdk}-error-${fault}`, sdk, images: [RED], stream: true, fault })),
  // What the gateway turns down by itself.
  { name: `${sdk}-error-no-image`, sdk, images: [{ text: 'This is no image.' }], stream: false },
  { name: `${sdk}-error-no-vision`, sdk, images: [RED], stream: false, model: 'mimo-v2.5-pro' },
  { name: `${sdk}-error-no-key`, sdk, images: [RED], stream: false, keyless: true as const },
  { name: `${sdk}-error-no-such-model`, sdk, images: [RED], stream: false, model: 'mimo-v0' },
])

/** Makes the call of a case against a gateway. */
export async function call(one: RecordedCase, gateway: { readonly openaiBaseUrl?: string; readonly anthropicBaseUrl?: string }): Promise<Result> {
  const headers = {
    'x-pixpact-recording': one.name,
    ...(one.fault !== undefined && { 'x-pixpact-fault': one.fault }),
    ...(one.keyless && { authorization: null, 'x-api-key': null }),
  }
  // What goes wrong is recorded once, and not tried again.
  const options = { apiKey: 'any', maxRetries: 0, logLevel: 'off' as const, defaultHeaders: headers }
  try {
    if (one.sdk === 'openai') return { answer: await callOpenAI(one, new OpenAI({ ...options, baseURL: gateway.openaiBaseUrl! })) }
    return { answer: await callAnthropic(one, new Anthropic({ ...options, baseURL: gateway.anthropicBaseUrl! })) }
  } catch (error) {
    const { name, message } = error as Error
    const status = error instanceof OpenAI.APIError || error instanceof Anthropic.APIError ? (error.status as number | undefined) : undefined
    return { error: { name, message, ...(status !== undefined && { status }) } }
  }
}

async function callOpenAI({ name, images, stream, model = 'mimo-v2-omni' }: RecordedCase, client: OpenAI): Promise<unknown> {
  const parts = images.map((image) => ({ type: 'image_url' as const, image_url: { url: 'url' in image ? image.url : `data:${mediaTypeOf(image)};base64,${base64Of(image)}` } }))
  const request = { model, messages: [{ role: 'user' as const, content: [...parts, { type: 'text' as const, text: textOf(name) }] }] }
  return stream ? eventsOf(await client.chat.completions.create({ ...request, stream: true })) : client.chat.completions.create(request)
}

async function callAnthropic({ name, images, stream, model = 'mimo-v2-omni' }: RecordedCase, client: Anthropic): Promise<unknown> {
  const blocks = images.map((image): Anthropic.ImageBlockParam => ({
    type: 'image',
    source: 'url' in image ? { type: 'url', url: image.url } : { type: 'base64', media_type: mediaTypeOf(image), data: base64Of(image) },
  }))
  const request = { model, max_tokens: 1024, messages: [{ role: 'user' as const, content: [...blocks, { type: 'text' as const, text: textOf(name) }] }] }
  return stream ? eventsOf(await client.messages.create({ ...request, stream: true })) : client.messages.create(request)
}

/** Each case asks for something else, so that each has a recording of its own. */
function textOf(name: string): string {
  return `What is this? (${name})`
}

async function eventsOf(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const events: unknown[] = []
  for await (const event of stream) events.push(event)
  return events
}

function base64Of(image: { readonly file: string } | { readonly text: string }): string {
  const bytes = 'text' in image ? Buffer.from(image.text) : readFileSync(fileURLToPath(new URL(`../fixtures/images/${image.file}`, import.meta.url)))
  return bytes.toString('base64')
}

function mediaTypeOf(image: object): 'image/png' | 'image/jpeg' {
  return 'file' in image && String(image.file).endsWith('.jpg') ? 'image/jpeg' : 'image/png'
}
