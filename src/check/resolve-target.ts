import { nameOfRoute, type ResolvedRoute, type ResolvedTarget } from '../config/resolve-targets.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { Route, Target } from './target.ts'

const LOOPBACK = '127.0.0.1'

const PATHS: Readonly<Record<FormatId, string>> = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' }

/** Names that the provider that the kit plays takes like any other, and that gateways with lists of models know. */
const MODELS: Readonly<Record<FormatId, string>> = { 'openai-chat': 'gpt-4o', 'anthropic-messages': 'claude-sonnet-5-5' }

/** A target with its defaults. */
export function resolveTarget(name: string, { url, start, routes, pictures, notes }: ResolvedTarget): Target {
  const { port, host = LOOPBACK, url: reachedAt = `http://${host.includes(':') ? `[${host}]` : host}:${port}` } = pictures ?? {}
  return {
    name,
    url,
    routes: routes.map(routeOf),
    ...(start !== undefined && { start }),
    ...(port !== undefined && { pictures: { port, host, url: reachedAt } }),
    ...(notes && { notes }),
  }
}

function routeOf(route: ResolvedRoute): Route {
  const { format, path = PATHS[format], headers = {}, keyEnv, upstream, profile, reads = true } = route
  return {
    name: nameOfRoute(route),
    format,
    path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(keyEnv !== undefined && { keyEnv }),
    // The name goes through to the provider, and should be one of its own.
    model: route.model ?? profile.samples?.model ?? MODELS[upstream?.format ?? format],
    profile,
    ...(upstream && { upstream: { ...upstream, host: upstream.host ?? LOOPBACK } }),
    reads,
  }
}
