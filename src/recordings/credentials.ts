import { PixpactError } from '../core/errors.ts'
import { KEY_HEADER, KEY_PARAMETER } from './known-secrets.ts'
import type { HeaderMap, WireExchange } from './recording.ts'

/** Shorter ones, such as "any" or "dummy", let nobody in, and to look for them would shred texts. They go from where they were sent all the same. */
const LEAST_LENGTH = 8
/** What the user names may be shorter. */
const LEAST_CONFIGURED = 4
/** What else stands in the place of a key where none is needed. */
const STAND_INS: readonly string[] = ['undefined', 'anything', 'not-needed', 'no-key-needed', 'no-key-required', 'placeholder', 'redacted', 'bearer redacted']

/** What a request sends to prove who it is; texts are searched for it. */
export function credentialsOf(request: { readonly urls: readonly string[]; readonly headers: HeaderMap }): string[] {
  return worthFinding([...request.urls.flatMap(inUrl), ...Object.entries(request.headers).flatMap(([name, value]) => inRequestHeader(name.toLowerCase(), value))])
}

/** What an exchange holds that lets somebody in: the request's credentials, cookies that were set, and whatever the user names. Throws as `checkSecrets`. */
export function secretsOf({ request, response }: WireExchange, configured: readonly string[]): string[] {
  checkSecrets(configured)
  const own = credentialsOf({ urls: [request.url, request.path], headers: request.headers })
  return [...configured, ...own, ...worthFinding(Object.entries(response.headers).flatMap(([name, value]) => inResponseHeader(name.toLowerCase(), value)))]
}

/** Throws `usage` for a secret of the user's that is too short: to look for it would shred every text. */
export function checkSecrets(secrets: readonly string[]): void {
  const short = secrets.find((secret) => secret.length < LEAST_CONFIGURED)
  if (short === undefined) return
  throw new PixpactError('usage', `A secret of ${short.length} characters is too short to look for.`, `Give secrets of at least ${LEAST_CONFIGURED} characters.`)
}

function worthFinding(texts: readonly string[]): string[] {
  const forms = texts.flatMap((text) => [text, decoded(text)])
  return [...new Set(forms)].filter((text) => text.length >= LEAST_LENGTH && !STAND_INS.includes(text.toLowerCase()))
}

function inRequestHeader(name: string, value: string): string[] {
  if (!KEY_HEADER.test(name)) return []
  if (name === 'cookie') return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  const [, scheme = '', token = value] = /^(bearer|basic|digest|token)\s+(.*)$/is.exec(value.trim()) ?? []
  if (scheme.toLowerCase() !== 'basic') return [token.trim()]
  const pair = Buffer.from(token, 'base64').toString()
  return [token.trim(), pair, ...halves(pair)]
}

function inResponseHeader(name: string, value: string): string[] {
  if (name !== 'set-cookie') return KEY_HEADER.test(name) && !/^(?:x-)?(?:anthropic-)?ratelimit/.test(name) ? [value.trim()] : []
  // Several are joined with commas; one in a date has no "=" behind it.
  return [...value.matchAll(/(?:^|[,\n])\s*[^;,=\s]+=([^;,\n]*)/g)].map(([, cookie]) => cookie!.trim().replaceAll(/^"|"$/g, ''))
}

function inUrl(text: string): string[] {
  const url = URL.parse(text, 'http://localhost')
  if (url === null) return []
  const parameters = [...url.searchParams].flatMap(([name, value]) => (KEY_PARAMETER.test(name) ? [value] : []))
  return [url.username, url.password, ...parameters]
}

function halves(pair: string): string[] {
  const colon = pair.indexOf(':')
  return colon === -1 ? [] : [pair.slice(0, colon), pair.slice(colon + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
