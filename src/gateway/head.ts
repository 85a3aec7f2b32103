import type { IncomingMessage } from 'node:http'
import { lenientPath } from './lenient-path.ts'
import type { GatewayExchange } from './options.ts'
import { routeOf, type Route } from './route.ts'
import type { Setting } from './setting.ts'

/** How a request is named to people: by the path that it was sent to, whatever it is taken for. */
export type Shown = Pick<GatewayExchange, 'method' | 'path'>

/** What is known of a request before its body comes. */
export interface Head extends Route {
  readonly method: string
  /** What it is taken for. Without the query, which may hold a key. */
  readonly path: string
  /** The same with it. */
  readonly target: string
  readonly shown: Shown
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** The head of a request as Node or a test has it. */
export function headOf(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, { profile, lenientPaths }: Pick<Setting, 'profile' | 'lenientPaths'>): Head {
  const { method = 'GET', url = '/' } = request
  const parsed = URL.parse(url, 'http://localhost')
  const asked = parsed?.pathname ?? '/'
  const path = lenientPaths ? lenientPath(asked, profile) : asked
  // As it was sent, unless it is taken for another one, or is a whole URL as clients send it to a proxy.
  const target = path === asked && url.startsWith('/') ? url : path + (parsed?.search ?? '')
  return { method, path, target, shown: { method, path: asked }, headers: plainHeaders(request), ...routeOf(method, path, profile) }
}

function plainHeaders({ headers }: Pick<IncomingMessage, 'headers'>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
