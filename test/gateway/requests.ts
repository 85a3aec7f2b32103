import { readFileSync } from 'node:fs'
import { smallestImage, sizedImage } from '../../src/image/sized-image.ts'

/** The image of the documented requests: 96 x 96 pixels, so 9 tokens. */
export const PNG: string = readFileSync('fixtures/images/red.png').toString('base64')
export const URL_IMAGE = 'https://example.com/cat.png'

/** A PNG of this many bytes, as base64. */
export function pngOf(bytes: number = smallestImage('image/png'), mark = 1): string {
  return sizedImage({ mediaType: 'image/png', bytes, mark })
}

/** A question on Chat Completions about images that are given by URL or as base64. */
export function chat(images: readonly string[], more: object = {}): Record<string, unknown> {
  const parts = images.map((image) => ({ type: 'image_url', image_url: { url: image.startsWith('http') ? image : `data:image/png;base64,${image}` } }))
  return { model: 'mimo-v2-omni', messages: [{ role: 'user', content: [...parts, { type: 'text', text: 'What is this?' }] }], ...more }
}

/** The same on Messages. */
export function messages(images: readonly string[], more: object = {}): Record<string, unknown> {
  const blocks = images.map((image) => ({
    type: 'image',
    source: image.startsWith('http') ? { type: 'url', url: image } : { type: 'base64', media_type: 'image/png', data: image },
  }))
  return { model: 'mimo-v2-omni', max_tokens: 1024, messages: [{ role: 'user', content: [...blocks, { type: 'text', text: 'What is this?' }] }], ...more }
}

export const CHAT_PATH = '/v1/chat/completions'
export const MESSAGES_PATH = '/anthropic/v1/messages'

/** The fields of answers and events that tests look at. Each of them has but some. */
export interface Json {
  readonly id: string
  readonly type: string
  readonly choices: readonly { readonly message: { readonly content: string }; readonly delta: { readonly content: string | null; readonly reasoning_content: string | null } }[]
  readonly usage: { readonly completion_tokens: number }
  readonly error: { readonly message: string; readonly param: string }
  readonly index: number
  readonly content_block: { readonly type: string }
  readonly delta: { readonly text?: string }
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Json
}

/** Posts a request with a key, and reads the answer. */
export async function ask(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  const known = { 'content-type': 'application/json', 'api-key': 'any', 'anthropic-version': '2023-06-01' }
  const response = await fetch(url, { method: 'POST', headers: { ...known, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: jsonIn(text) }
}

/** The data of the events of a stream. */
export function eventsIn(text: string): Json[] {
  return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data!))
}

/** What is no JSON may be meant to be none. */
function jsonIn(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return {} as Json
  }
}
