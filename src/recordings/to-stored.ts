import { bodyOf } from '../body/body.ts'
import { walkJson } from '../body/json-walk.ts'
import { child } from '../core/pointer.ts'
import { isStream } from '../formats/received.ts'
import { formatOfRequest } from './format-of.ts'
import { harTextOf } from './har-text.ts'
import type { Chunk, Origin, WireExchange, WireResponse } from './recording.ts'
import type { ResponseText, Stored } from './stored.ts'
import { takenOut, withoutImages, type Blob, type TakenOut } from './take-out.ts'

/** A shorter data URL costs less than a file of its own. */
const LEAST_DATA_URL = 1024

/** How an exchange, which must hold no secrets any more, is kept: its images apart. */
export function storedOf(exchange: WireExchange, origin: Origin): Stored {
  const { startedAt, request, response } = exchange
  const { body, ...head } = request
  const read = bodyOf(body)
  const format = formatOfRequest(request, read)
  const whole = harTextOf(body)
  const asked = whole.encoding === undefined ? withoutImages(whole.text, read, format) : { text: whole.text, blobs: [] }
  const answered = answerOf(response)
  return {
    origin,
    format,
    startedAt,
    request: { ...head, text: asked.text, ...(whole.encoding && { encoding: whole.encoding }), blobs: asked.blobs.map(referenceTo) },
    requestBytes: body.length,
    response: { ...response, chunks: answered.chunks },
    responseText: answered.text,
    images: [...asked.blobs, ...answered.images],
  }
}

/** An answer that is no stream is one piece, since nothing depends on how it was cut. */
function answerOf({ chunks, headers }: WireResponse): { chunks: readonly Chunk[]; text: ResponseText; images: readonly Blob[] } {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes))
  const content = harTextOf(bytes)
  if (isStream(bytes.toString('utf8', 0, 256), headers)) return { chunks: inOrder(chunks), text: { content, blobs: [], isStream: true }, images: [] }
  const at = inOrder(chunks).at(-1)?.at ?? 0
  const { text, blobs } = content.encoding === undefined ? withoutDataUrls(content.text) : { text: content.text, blobs: [] }
  return {
    chunks: [{ at, bytes }],
    text: { content: { ...content, text }, blobs: blobs.map((blob) => ({ side: 'response' as const, ...referenceTo(blob) })), isStream: false },
    images: blobs,
  }
}

/** Whatever clock was used: times are whole, and none is before the one before it. */
function inOrder(chunks: readonly Chunk[]): Chunk[] {
  let latest = 0
  return chunks.map(({ at, bytes }) => ({ at: (latest = Math.max(latest, Math.round(at))), bytes }))
}

/** Some models answer with images. */
function withoutDataUrls(text: string): TakenOut {
  const pointers: string[] = []
  const open: (string | number | undefined)[] = []
  let valueAt = -1
  const fault = walkJson(text, {
    enter(key, offset) {
      open.push(key)
      valueAt = offset
    },
    leave() {
      open.pop()
    },
    string(token, offset) {
      const isOne = offset === valueAt && token.length > LEAST_DATA_URL && token.startsWith('"data:image/')
      if (isOne) pointers.push(open.slice(1).reduce<string>((pointer, key) => child(pointer, key!), ''))
      return undefined
    },
  })
  return fault === undefined ? takenOut(text, pointers) : { text, blobs: [] }
}

function referenceTo({ pointer, sha256, mediaType, escapedSlashes }: Blob): Omit<Blob, 'bytes'> {
  return { pointer, sha256, ...(mediaType !== undefined && { mediaType }), ...(escapedSlashes === true && { escapedSlashes }) }
}

