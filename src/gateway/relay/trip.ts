import type { IncomingMessage } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import type { Upstream, UpstreamAnswer } from '../../network/upstream.ts'
import type { Head } from '../head.ts'
import { receive, type Received } from '../receive.ts'
import { drained } from './drained.ts'
import { headersUp } from './headers.ts'
import { pathAt, type Target } from './target.ts'

/** The server behind the gateway. */
export interface Behind {
  readonly upstream: Upstream
  readonly target: Target
}

/** A request on its way up, and what was sent. */
export interface Trip {
  readonly startedAt: Date
  /** By the clock of `performance.now`, once the request was sent, whole. */
  readonly sentAt: number
  readonly url: string
  readonly headers: readonly string[]
  /** Rejects where no answer comes. */
  readonly answering: Promise<UpstreamAnswer>
}

/** How much of a body is on its way at once. */
const ROOM = 1 << 20

export interface PassUpOptions {
  /** More bytes are not taken in. */
  readonly limit: number
  /** Is given the pieces of the body. */
  readonly keep?: (chunk: Buffer) => void
}

/** Passes a request on while it arrives, scans it by the way, and goes on doing so when the server has heard enough. */
export async function passUp(
  request: IncomingMessage,
  head: Head,
  behind: Behind,
  { limit, keep }: PassUpOptions,
  gone: AbortSignal,
): Promise<{ readonly received: Received; readonly trip: Trip }> {
  const startedAt = new Date()
  const refused = new AbortController()
  const up = new PassThrough({ highWaterMark: ROOM })
  // Whoever asks is told of it.
  up.on('error', () => undefined)
  const started = ask(request, head, behind, hasBody(request) ? up : undefined, AbortSignal.any([gone, refused.signal]))
  const received = await receive(request, {
    limit,
    each: async (chunk) => {
      keep?.(chunk)
      if (!up.destroyed && !up.write(chunk)) await drained(up, gone)
    },
  })
  if (received === 'gone' || received === 'too-large') refused.abort()
  else up.end()
  return { received, trip: { ...started, startedAt, sentAt: performance.now() } }
}

/** Sends a request whose body is here already. */
export function sendUp(request: IncomingMessage, head: Head, behind: Behind, body: readonly Buffer[], gone: AbortSignal): Trip {
  const startedAt = new Date()
  const started = ask(request, head, behind, hasBody(request) ? Readable.from(body) : undefined, gone)
  return { ...started, startedAt, sentAt: performance.now() }
}

function ask(request: IncomingMessage, { method, target: asked }: Head, { upstream, target }: Behind, body: Readable | undefined, signal: AbortSignal): Omit<Trip, 'startedAt' | 'sentAt'> {
  const path = pathAt(target, asked)
  const headers = headersUp(request.rawHeaders, target.authorization)
  const answering = upstream.ask({ method, path, headers, ...(body && { body }), signal })
  // Looked at only when the request is through.
  answering.catch(() => undefined)
  return { url: target.origin + path, headers, answering }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
