import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { PATHS, type Dialect } from './dialect.ts'
import { Rejection } from './rejection.ts'
import type { Value } from './value.ts'

/** Asks the provider. Rejects with 502 where it gives no answer. */
export function askUpstream(url: string, format: Dialect, body: Value, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<IncomingMessage> {
  const bytes = Buffer.from(JSON.stringify(body))
  return new Promise((resolve, reject) => {
    httpRequest(new URL(PATHS[format], url), {
      method: 'POST',
      // A connection of its own, so that one that the provider gave up is never taken for a cut.
      agent: false,
      signal,
      headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...credentials(format, headers) },
    })
      .on('response', resolve)
      .on('error', ({ message }) => reject(new Rejection(`The provider gave no answer: ${message}`, 502)))
      .end(bytes)
  })
}

function credentials(format: Dialect, { authorization, 'x-api-key': apiKey, 'anthropic-version': version = '2023-06-01' }: IncomingHttpHeaders): Record<string, string> {
  const key = apiKey === undefined ? authorization?.replace(/^Bearer /i, '') : String(apiKey)
  if (format === 'openai-chat') return key === undefined ? {} : { authorization: `Bearer ${key}` }
  return { 'anthropic-version': String(version), ...(key !== undefined && { 'x-api-key': key }) }
}
