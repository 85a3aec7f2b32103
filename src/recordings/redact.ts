import { secretsOf } from './credentials.ts'
import { offsetsAfter } from './edit.ts'
import { secretFinder, type FindSecrets } from './find-secrets.ts'
import { pathOf } from './har-text.ts'
import type { Chunk, WireExchange } from './recording.ts'
import { editedBody, editsOfBody } from './redact-body.ts'
import { keptRequestHeaders, keptResponseHeaders, redactedUrl } from './redact-head.ts'

/**
 * The exchange without its secrets: of headers only those on a list, and neither in URLs nor in bodies what the exchange itself
 * shows to be a credential, what the user calls a secret, what looks like a vendor's key, and what signs a URL. Images stay as they are.
 * Throws `usage` for a secret of less than 4 characters.
 */
export function redact(exchange: WireExchange, secrets: readonly string[] = []): WireExchange {
  const { startedAt, request, response } = exchange
  const find = secretFinder(secretsOf(exchange, secrets))
  return {
    startedAt,
    request: {
      method: request.method,
      url: redactedUrl(request.url, find),
      path: redactedUrl(asPath(request.path), find),
      headers: keptRequestHeaders(request.headers, find),
      body: editedBody(request.body, editsOfBody(request.body, find)),
    },
    response: {
      status: response.status,
      headers: keptResponseHeaders(response.headers, find),
      chunks: redactedChunks(response.chunks, find),
      ...(response.cut === true && { cut: true }),
    },
  }
}

/** Proxies are asked for whole URLs. */
function asPath(text: string): string {
  return text.startsWith('/') ? text : (pathOf(text) ?? `/${text}`)
}

/** A secret may be cut in two by the end of a chunk, so all of them are searched together, and cut again. */
function redactedChunks(chunks: readonly Chunk[], find: FindSecrets): readonly Chunk[] {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes))
  const edits = editsOfBody(bytes, find)
  let end = 0
  const ends = chunks.map((chunk) => (end += chunk.bytes.length))
  return cutAt(editedBody(bytes, edits), chunks.map(({ at }, index) => [at, ends[index]!] as const), (offsets) => offsetsAfter(offsets, edits))
}

function cutAt(bytes: Uint8Array, ends: readonly (readonly [at: number, end: number])[], moved: (offsets: number[]) => number[]): Chunk[] {
  const offsets = moved(ends.map(([, end]) => end))
  return ends.map(([at], index) => ({ at, bytes: bytes.subarray(offsets[index - 1] ?? 0, offsets[index]) }))
}
