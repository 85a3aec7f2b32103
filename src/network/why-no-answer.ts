import type { UrlFailureKind } from '../image/url-facts.ts'
import { codesOf, kindOf } from './failure.ts'

const REASONS: Partial<Record<UrlFailureKind, string>> = {
  'connection-refused': 'it refuses connections',
  'connection-closed': 'it closed the connection without an answer',
  timeout: 'it did not answer in time',
  'malformed-answer': 'what it answers is no HTTP',
  tls: 'it cannot be trusted over TLS',
}

const LOOKUPS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up',
}

/** Why a server that was asked gave no answer, as half of a sentence: `it refuses connections (ECONNREFUSED)`. */
export function whyNoAnswer(error: unknown): string {
  const codes = codesOf(error)
  for (const code of codes) {
    const kind = kindOf(code)
    const reason = LOOKUPS[code] ?? (kind && REASONS[kind])
    if (reason !== undefined) return `${reason} (${code})`
  }
  return `the connection failed (${codes[0] ?? 'unknown error'})`
}
