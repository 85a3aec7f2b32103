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

/** Why nothing came back. */
export interface NoReply {
  /** `refused`: nobody listens. `closed`: the connection ended without an answer. `timeout`: there was none in time. */
  readonly why: 'refused' | 'closed' | 'timeout'
  readonly message: string
}

export interface SendOptions {
  /** Milliseconds for the whole of an answer. */
  readonly timeout: number
  /** The key, where the route has one. */
  readonly key: string | undefined
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
  const knows = ['authorization', 'x-api-key', 'api-key'].some((name) => headers[name] !== undefined)
  return {
    'content-type': 'application/json',
    ...(isMessages && { 'anthropic-version': '2023-06-01' }),
    ...(!knows && key !== undefined && (isMessages ? { 'x-api-key': key } : { authorization: `Bearer ${key}` })),
    ...headers,
  }
}

/** Sends a body, and waits for as long as `retry-after` says where there is too much going on. */
export async function send(target: Target, route: Route, body: string, options: SendOptions & { readonly retries429: boolean }): Promise<Reply | NoReply> {
  for (let left = RETRIES; ; left--) {
    const reply = await sendOnce(target, route, body, options)
    if (!('status' in reply) || reply.status !== 429 || !options.retries429 || left === 0) return reply
    const asked = Number(reply.headers['retry-after'] ?? 1)
    await new Promise((resolve) => setTimeout(resolve, Math.min(Number.isFinite(asked) ? asked : 1, LONGEST_WAIT) * 1000))
  }
}

async function sendOnce(target: Target, route: Route, body: string, { timeout, key }: SendOptions): Promise<Reply | NoReply> {
  const signal = AbortSignal.timeout(timeout)
  try {
    const response = await fetch(urlOf(target, route), { method: 'POST', headers: headersOf(route, key), body, signal, redirect: 'manual' })
    const headers = Object.fromEntries(response.headers)
    const { text, cut } = await textOf(response)
    return signal.aborted && cut ? timedOut(timeout) : { status: response.status, headers, text, cut }
  } catch (error) {
    return signal.aborted ? timedOut(timeout) : failed(error)
  }
}

/** What comes of a body until it ends or breaks off. */
async function textOf({ body }: Response): Promise<{ text: string; cut: boolean }> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of body ?? []) {
      pieces.push(Buffer.from(piece))
      bytes += piece.length
      if (bytes > MOST_TEXT) return { text: Buffer.concat(pieces).toString(), cut: true }
    }
    return { text: Buffer.concat(pieces).toString(), cut: false }
  } catch {
    return { text: Buffer.concat(pieces).toString(), cut: true }
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
