import { type Dialect } from './dialect.ts'
import { Rejection } from './rejection.ts'
import { isObject, textOf, type Value } from './value.ts'

/** What each status is called where an error has no type, or one of the other vendor. */
const TYPES: Readonly<Record<Dialect, Readonly<Record<number, string>>>> = {
  'openai-chat': { 429: 'rate_limit_error', 503: 'server_error', 529: 'server_error' },
  'anthropic-messages': {
    401: 'authentication_error', 402: 'billing_error', 403: 'permission_error', 404: 'not_found_error', 409: 'conflict_error',
    413: 'request_too_large', 429: 'rate_limit_error', 503: 'overloaded_error', 504: 'timeout_error', 529: 'overloaded_error',
  },
}

/** The types of Anthropic's errors, for those that come in the middle of a stream and have no status. */
const STATUSES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(TYPES['anthropic-messages']).map(([status, type]) => [type, Number(status)]),
)

/** An error as a body of `dialect`. */
export function envelopeOf(dialect: Dialect, { status, message }: Rejection): Value {
  const type = TYPES[dialect][status] ?? (status >= 500 ? { 'openai-chat': 'server_error', 'anthropic-messages': 'api_error' }[dialect] : 'invalid_request_error')
  if (dialect === 'openai-chat') return { error: { message, type, param: null, code: null } }
  return { type: 'error', error: { type, message }, request_id: null }
}

/** The error in a body or an event of a provider; undefined where there is none. Both vendors put it under the same key. */
export function errorIn(body: unknown, status?: number): Rejection | undefined {
  if (!isObject(body) || !isObject(body.error)) return undefined
  const { type, message } = body.error
  return new Rejection(textOf(message), status ?? STATUSES[textOf(type)] ?? 500)
}

/** 529 is a status of Anthropic's own; others say 503. */
export function statusFor(dialect: Dialect, status: number): number {
  return dialect === 'openai-chat' && status === 529 ? 503 : status
}
