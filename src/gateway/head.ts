import type { IncomingMessage } from 'node:http'
import { routeOf, type Route } from './route.ts'
import type { Setting } from './setting.ts'

/** What is known of a request before its body comes. */
export interface Head extends Route {
  readonly method: string
  /** Without the query, which may hold a key. */
  readonly path: string
  /** With it, as it was sent. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

export function headOf(request: IncomingMessage, { profile }: Pick<Setting, 'profile'>): Head {
  const { method = 'GET', url = '/' } = request
  const parsed = URL.parse(url, 'http://localhost')
  const path = parsed?.pathname ?? '/'
  // Some clients send a whole URL, as they would to a proxy.
  const target = url.startsWith('/') ? url : path + (parsed?.search ?? '')
  return { method, path, target, headers: plainHeaders(request), ...routeOf(method, path, profile) }
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
