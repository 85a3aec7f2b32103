import { bodyOf, type Body } from '../body/body.ts'
import { looksLikeEventStream } from '../body/event-stream.ts'
import { wholeFile, type Placement } from '../body/locations.ts'

/** An answer as it came, before anything is known of it. */
export interface Received {
  readonly status: number
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly content: Content
}

/** What an answer holds: JSON, or text that is none, or the bytes of an event stream, which stand where `placed` says. */
export type Content =
  | { readonly kind: 'text'; readonly body: Body; readonly head: string }
  | { readonly kind: 'stream'; readonly bytes: Uint8Array; readonly placed: Placement }

/** How much of a text tells what it is. */
const HEAD = 256

/** What bytes hold, by what they look like and what the headers say. */
export function contentOf(bytes: Uint8Array, headers: Received['headers'], placed: Placement = wholeFile): Content {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD)).toString()
  return isStream(head, headers) ? { kind: 'stream', bytes, placed } : { kind: 'text', body: bodyOf(bytes, placed), head }
}

/** True when a text that begins so is to be read as an event stream. JSON and HTML stay what they are, whatever the headers say. */
export function isStream(head: string, headers: Received['headers']): boolean {
  return looksLikeEventStream(head) || (contentTypeOf(headers) === 'text/event-stream' && !/^\s*[{[<]/.test(head))
}

/** The media type of the content, in lower case and without parameters. */
export function contentTypeOf(headers: Received['headers']): string | undefined {
  return headers?.['content-type']?.split(';', 1)[0]!.trim().toLowerCase()
}
