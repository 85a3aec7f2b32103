import { setTimeout as sleep } from 'node:timers/promises'
import { KEY_HEADER } from '../../recordings/known-secrets.ts'
import type { Route, Target } from '../target.ts'

/** What came back, as far as it came. */
export interface Reply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** True when the connection broke off before the end. */
  readonly cut: boolean
}

/** Why nothing came back that could be judged. */
export interface NoReply {
  /** `refused`: nobody listens. `closed`: the connection ended without an answer. `timeout`: there was none in time. `too-large`: there was more than is read. */
  readonly why: 'refused' | 'closed' | 'timeout' | 'too-large'
  readonly message: string
}

export interface SendOptions {
  /** Milliseconds for the whole of an answer. */
  readonly timeout: number
  /** The key, where the route has one. */
  readonly key: string | undefined
  /** Breaks off. */
  readonly signal?: AbortSignal
}

const MOST_TEXT = 64 * 2 ** 20
const RETRIES = 3
const LONGEST_WAIT = 60

/** Where a route's requests go. */
export function urlOf({ url }: Pick<Target, 'url'>, { path }: Pick<Route, 'path'>): string {
  return url.replace(/\/+$/, '') + path
}

/** The headers of a route's requests. Where its own say nothing of a key, the format's own header carries it. */
export function headersOf({ format, headers }: Route, key: string | undefined): Record<string, string> {
  const isMessages = format === 'anthropic-messages'
  const knows = Object.keys(headers).some((name) => KEY_HEADER.test(name))
  return {
    'content-type': 'application/json',
    ...(isMessages && { 'anthropic-version': '2023-06-01' }),
    ...(!knows && key !== undefined && (isMessages ? { 'x-api-key': key } : { authorization: `Bearer ${key}` })),
    ...headers,
  }
}

/** What came of sending a body as often as it takes. */
export interface Sending {
  readonly reply: Reply | NoReply
  /** How many requests that were. */
  readonly requests: number
  /** True when there was too much going on, and `most` did not allow to ask again. */
  readonly cutShort: boolean
}

/**
 * Sends a body, and where `retries429` says so waits for as long as `retry-after` says when there is too much going on, in `most` requests
 * at most. Throws the reason of `signal`.
 */
export async function send(target: Target, route: Route, body: string, options: SendOptions & { readonly retries429: boolean; readonly most: number }): Promise<Sending> {
  for (let requests = 1; ; requests++) {
    const reply = await sendOnce(target, route, body, options)
    const mayRetry = 'status' in reply && reply.status === 429 && options.retries429 && requests <= RETRIES
    if (!mayRetry || requests >= options.most) return { reply, requests, cutShort: mayRetry }
    const asked = Number(reply.headers['retry-after'] ?? 1)
    await sleep(Math.min(Number.isFinite(asked) ? asked : 1, LONGEST_WAIT) * 1000, undefined, { signal: options.signal })
  }
}

async function sendOnce(target: Target, route: Route, body: string, { timeout, key, signal: interrupt }: SendOptions): Promise<Reply | NoReply> {
  const limit = AbortSignal.timeout(timeout)
  const signal = interrupt === undefined ? limit : AbortSignal.any([limit, interrupt])
  try {
    const response = await fetch(urlOf(target, route), { method: 'POST', headers: headersOf(route, key), body, signal, redirect: 'manual' })
    const { text, ending } = await textOf(response)
    interrupt?.throwIfAborted()
    if (ending === 'too large') return { why: 'too-large', message: `The answer is larger than ${MOST_TEXT / 2 ** 20} MiB.` }
    const cut = ending === 'cut'
    return limit.aborted && cut ? timedOut(timeout) : { status: response.status, headers: Object.fromEntries(response.headers), text, cut }
  } catch (error) {
    interrupt?.throwIfAborted()
    return limit.aborted ? timedOut(timeout) : failed(error)
  }
}

/** What comes of a body until it ends or breaks off, or is more than the kit reads. */
async function textOf({ body }: Response): Promise<{ text: string; ending: 'whole' | 'cut' | 'too large' }> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of body ?? []) {
      pieces.push(Buffer.from(piece))
      bytes += piece.length
      if (bytes > MOST_TEXT) return { text: '', ending: 'too large' }
    }
    return { text: Buffer.concat(pieces).toString(), ending: 'whole' }
  } catch {
    return { text: Buffer.concat(pieces).toString(), ending: 'cut' }
  }
}

function timedOut(timeout: number): NoReply {
  return { why: 'timeout', message: `There was no whole answer within ${timeout / 1000} s.` }
}

function failed(error: unknown): NoReply {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const { code = '', message = String(cause) } = cause as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EHOSTUNREACH') return { why: 'refused', message }
  return { why: 'closed', message: `The connection ended without an answer: ${message}.` }
}
