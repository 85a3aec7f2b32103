import { edited } from './edit.ts'
import type { FindSecrets } from './find-secrets.ts'
import { KEY_PARAMETER, REDACTED } from './known-secrets.ts'
import type { HeaderMap } from './recording.ts'

/** What is kept of a request's headers. What names the client or its machine, such as user-agent, is not: it says nothing about the contract and changes daily. */
const OF_REQUESTS = /^(?:content-type|accept|anthropic-version|anthropic-beta|openai-beta)$/
/** What carries a key. That there was one is kept, since rules ask for it. */
const KEYS = /^(?:authorization|x-api-key|api-key)$/
/** What is kept of a response's headers. */
const OF_RESPONSES = /^(?:content-type|retry-after|retry-after-ms|x-should-retry|request-id|x-request-id|x-oneapi-request-id|x-ratelimit-.+|anthropic-ratelimit-.+)$/

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\//i

/** Those headers of a request that are kept, without secrets. Sorted by name. */
export function keptRequestHeaders(headers: HeaderMap, find: FindSecrets): HeaderMap {
  return kept(headers, (name, value) => (KEYS.test(name) ? keyLike(value) : OF_REQUESTS.test(name) ? without(value, find) : undefined))
}

/** Those headers of a response that are kept, without secrets. Sorted by name. */
export function keptResponseHeaders(headers: HeaderMap, find: FindSecrets): HeaderMap {
  return kept(headers, (name, value) => (OF_RESPONSES.test(name) ? without(value, find) : undefined))
}

/** True when a recording may hold this header with this value. */
export function mayBeKept(side: 'request' | 'response', name: string, value: string): boolean {
  if (side === 'response') return OF_RESPONSES.test(name)
  return OF_REQUESTS.test(name) || (KEYS.test(name) && keyLike(value) === value)
}

/** A URL, or a path with its query, without user info, keys and signatures. What is no URL is searched like any text. */
export function redactedUrl(text: string, find: FindSecrets): string {
  const isWhole = ORIGIN.test(text)
  const url = URL.parse(text, 'http://localhost')
  if (url === null) return without(text, find)
  const [, start = '', query, hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(text) ?? []
  const plain = isWhole ? start.replace(/^([^/]*\/\/)[^/@]*(?:@[^/@]*)*@/, '$1') : start
  const parameters = query?.split('&').map((pair) => {
    const name = pair.split('=', 1)[0]!
    return pair.includes('=') && pair.length > name.length + 1 && KEY_PARAMETER.test(decodedName(name)) ? `${name}=${REDACTED}` : pair
  })
  return without(`${plain}${parameters === undefined ? '' : `?${parameters.join('&')}`}${hash}`, find)
}

function kept(headers: HeaderMap, keep: (name: string, value: string) => string | undefined): HeaderMap {
  const entries = Object.entries(headers).flatMap(([key, value]) => {
    const name = key.toLowerCase()
    const what = keep(name, value)
    return what === undefined ? [] : [[name, what] as const]
  })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** That a key was sent, and how; an empty value stays empty. */
function keyLike(value: string): string {
  const scheme = /^(bearer|basic|digest)(?=\s|$)/i.exec(value.trim())?.[0]
  const rest = value.trim().slice(scheme?.length ?? 0).trim()
  return [scheme, rest === '' ? '' : REDACTED].filter(Boolean).join(' ')
}

function without(text: string, find: FindSecrets): string {
  return edited(text, find(text))
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
