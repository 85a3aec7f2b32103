import { validateRequest, validateResponse, validateStream, type Verdict } from '../../src/index.ts'
import type { Arrival } from './provider.ts'
import type { Answered } from './ask.ts'
import type { Dialect } from './miniature/dialect.ts'

const VENDORS: Readonly<Record<Dialect, string>> = { 'openai-chat': 'openai', 'anthropic-messages': 'anthropic' }

/** What the kit finds wrong with a request that reached the provider, its path and headers included. */
export function faultsOfArrival(format: Dialect, { path, headers, body }: Arrival): string[] {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  return faultsOf(validateRequest(body, { profile: VENDORS[format], format, path, headers: plain }))
}

/** What the kit finds wrong with an answer, as the vendor of `format` gives it. */
export function faultsOfAnswer(format: Dialect, { status, headers, text }: Answered, request: unknown): string[] {
  return faultsOf(validateResponse({ status, headers, body: text }, { profile: VENDORS[format], format, request }))
}

export async function faultsOfStream(format: Dialect, { text }: Answered, request: unknown): Promise<string[]> {
  return faultsOf(await validateStream([text], { profile: VENDORS[format], format, request }))
}

/** Errors and warnings alike: a correct gateway gives no reason for either. */
function faultsOf({ findings }: Verdict): string[] {
  return findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, messageId, pointer }) => `${ruleId}/${messageId} at ${pointer}`)
}
