import type { Body } from '../body/body.ts'
import { objectsIn } from '../formats/shape.ts'

type Headers = Readonly<Record<string, string>>

/** What carries a key or a session. Browsers leave all of it out of the files they export, unless asked. */
const CREDENTIALS = ['authorization', 'x-api-key', 'api-key', 'cookie']

/** A HAR's list of headers by their names in lower case; `undefined` when it is no list. */
export function headersOf(har: Body, list: unknown): Headers | undefined {
  if (!Array.isArray(list)) return undefined
  const headers = new Map<string, string>()
  for (const [, { name, value }] of objectsIn(list)) {
    if (typeof name !== 'string' || typeof value !== 'string') continue
    const key = har.head(name).toLowerCase()
    const before = headers.get(key)
    headers.set(key, before === undefined ? har.head(value) : `${before}, ${har.head(value)}`)
  }
  return Object.fromEntries(headers)
}

/** True when some request shows its credentials: only then a header that is not there was not sent. */
export function showCredentials(requests: readonly (Headers | undefined)[]): boolean {
  return requests.some((headers) => headers !== undefined && CREDENTIALS.some((name) => Object.hasOwn(headers, name)))
}
