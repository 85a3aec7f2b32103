import { encodeRequest } from '../../../src/encode/encode-request.ts'
import type { LoadedImage } from '../../../src/core/vision-request.ts'
import type { FormatId } from '../../../src/core/vocabulary.ts'

/** What is asked, in the words of no client. */
export interface Call {
  readonly images: readonly LoadedImage[]
  readonly text: string
  readonly stream: boolean
  /** What the pictures are said to be, in place of what they are. */
  readonly declared?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Default: `any`. */
  readonly key?: string
  /** How often it may be tried again. Default: what the client does by itself. */
  readonly retries?: number
}

/** Something that people send requests with. */
export interface Client {
  /** The package, or the command, and its major version where there are several. */
  readonly name: string
  readonly format: FormatId
  /** What follows the gateway's base URL for the format in what this client is told. */
  readonly base: '' | '/v1'
  /** It fetches images by URL, and sends their bytes. */
  readonly fetches?: true
  /** What is found in all that it sends, and what else where it asks for a stream. */
  readonly findings: { readonly always: readonly string[]; readonly streaming: readonly string[] }
  /** Asks, and resolves with the text of the answer as the client gives it. Rejects with the client's own error. */
  ask(call: Call, baseUrl: string): Promise<string>
}

/** How a client says that there is no answer. */
export interface Failure {
  readonly error: string
  readonly status?: number
}

export type Result = { readonly text: string } | Failure

export const NO_FINDINGS: Client['findings'] = { always: [], streaming: [] }

export const MODEL = 'mimo-v2-omni'

/** Both addresses of a gateway. */
export interface BaseUrls {
  readonly openaiBaseUrl?: string
  readonly anthropicBaseUrl?: string
}

/** Asks a gateway, and resolves with what came of it. */
export async function resultOf(client: Client, call: Call, gateway: BaseUrls): Promise<Result> {
  const root = client.format === 'openai-chat' ? gateway.openaiBaseUrl : gateway.anthropicBaseUrl
  try {
    return { text: await client.ask(call, root! + client.base) }
  } catch (error) {
    return failureOf(error as Error)
  }
}

function failureOf(error: Error & { readonly status?: number; readonly statusCode?: number }): Failure {
  const status = error.status ?? error.statusCode
  // Some have a class of their own and the name of all errors.
  return { error: error.name === 'Error' ? error.constructor.name : error.name, ...(status !== undefined && { status }) }
}

/** The body of a call, for clients that pass on what they are given. */
export function bodyOf({ images, text, stream, declared }: Call, format: FormatId): Record<string, unknown> {
  const turns = [{ role: 'user' as const, content: [...images, { type: 'text' as const, text }] }]
  const body = encodeRequest({ model: MODEL, turns, maxOutputTokens: 1024, ...(stream && { stream }) }, format)
  const written = JSON.stringify(body)
  return JSON.parse(declared === undefined ? written : written.replaceAll(/image\/(?:png|jpeg|webp)/g, declared)) as Record<string, unknown>
}
