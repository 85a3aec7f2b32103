import type { Body } from '../body/body.ts'
import { objectsIn } from '../formats/shape.ts'

type Headers = Readonly<Record<string, string>>

/** What carries a key. Browsers leave it out of the files they export, unless asked. */
const KEYS = ['authorization', 'x-api-key', 'api-key']

/** A HAR's list of headers by their names in lower case; `undefined` when it is no list. */
export function headersOf(har: Pick<Body, 'head'>, list: unknown): Headers | undefined {
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

/** True when some request shows its key: only then a key that is not there was not sent. */
export function showKeys(requests: readonly (Headers | undefined)[]): boolean {
  return requests.some((headers) => headers !== undefined && KEYS.some((name) => Object.hasOwn(headers, name)))
}
