import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bodyOfSkeleton } from '../../src/body/body.ts'
import { BodyScanner } from '../../src/body/scanner.ts'
import { recordingDigest } from '../../src/recordings/digest.ts'
import type { HeaderMap, WireExchange } from '../../src/recordings/recording.ts'
import type { ReplayRequest } from '../../src/recordings/replay.ts'

export const PNG: Buffer = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
export const GIF: Buffer = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

export function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pixpact-recordings-'))
}

export function dataUrl(bytes: Buffer, mediaType = 'image/png'): string {
  return `data:${mediaType};base64,${bytes.toString('base64')}`
}

/** A body of Chat Completions with a text and images. */
export function chatBody(text: string, ...urls: readonly string[]): object {
  const images = urls.map((url) => ({ type: 'image_url', image_url: { url } }))
  return { model: 'mimo-v2.5', messages: [{ role: 'user', content: [...images, { type: 'text', text }] }] }
}

/** A body of Messages with a text and an image. */
export function messagesBody(text: string, image: Buffer): object {
  const source = { type: 'base64', media_type: 'image/png', data: image.toString('base64') }
  return { model: 'mimo-v2.5', max_tokens: 100, messages: [{ role: 'user', content: [{ type: 'image', source }, { type: 'text', text }] }] }
}

export const CHAT_ANSWER: object = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1776850561,
  model: 'mimo-v2.5',
  choices: [{ index: 0, message: { role: 'assistant', content: 'A red square.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 4, total_tokens: 14 },
}

export interface Parts {
  readonly method?: string
  readonly url?: string
  readonly path?: string
  readonly headers?: HeaderMap
  readonly body?: unknown
  readonly status?: number
  readonly responseHeaders?: HeaderMap
  readonly response?: unknown
  /** The answer in these pieces, ten milliseconds apart. */
  readonly pieces?: readonly (string | Uint8Array)[]
  readonly cut?: boolean
}

/** An exchange of Chat Completions, where nothing else is said. */
export function exchange(parts: Parts = {}): WireExchange {
  const url = parts.url ?? 'https://gateway.example/v1/chat/completions'
  const pieces = parts.pieces ?? [bytesOf(parts.response ?? CHAT_ANSWER)]
  return {
    startedAt: new Date('2026-11-22T10:00:00.000Z'),
    request: {
      method: parts.method ?? 'POST',
      url,
      path: parts.path ?? new URL(url, 'http://localhost').pathname + new URL(url, 'http://localhost').search,
      headers: parts.headers ?? { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: bytesOf(parts.body ?? chatBody('What is this?', dataUrl(PNG))),
    },
    response: {
      status: parts.status ?? 200,
      headers: parts.responseHeaders ?? { 'content-type': 'application/json' },
      chunks: pieces.map((piece, index) => ({ at: (index + 1) * 10, bytes: bytesOf(piece) })),
      ...(parts.cut === true && { cut: true }),
    },
  }
}

export function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
}

/** The same request as it comes in again, scanned in chunks of any size. */
export function asked({ request }: Pick<WireExchange, 'request'>, chunk: number = 65_536, digest: typeof recordingDigest = recordingDigest): ReplayRequest {
  const scanner = new BodyScanner({ digest })
  for (let at = 0; at < request.body.length; at += chunk) scanner.push(request.body.subarray(at, at + chunk))
  return { method: request.method, path: request.path, headers: request.headers, body: bodyOfSkeleton(scanner.end()) }
}
