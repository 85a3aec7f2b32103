import { validateHeaderName, validateHeaderValue } from 'node:http'
import { FORMAT_IDS } from '../core/format-ids.ts'
import { printable } from '../core/printable.ts'
import { isRecord, recordAt } from '../core/record.ts'
import { child } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { Mistake } from '../kit-files/mistakes.ts'
import type { Profile } from '../profiles/profile.ts'
import { vendorOf } from '../profiles/vendors.ts'
import { profileNamed } from './part.ts'
import type { RouteConfig, TargetConfig, UpstreamConfig } from './target-config.ts'

/** A target with the profiles that it names, and no open question but the defaults. */
export interface ResolvedTarget extends Omit<TargetConfig, 'routes'> {
  readonly routes: readonly ResolvedRoute[]
}

export interface ResolvedRoute extends Omit<RouteConfig, 'profile' | 'upstream'> {
  readonly profile: Profile
  readonly upstream?: Omit<UpstreamConfig, 'profile'> & { readonly profile: Profile }
}

/** The targets of a configuration in `folder`, and what is wrong with them besides what its schema tells. */
export function resolveTargets(content: unknown, folder: string): { readonly targets: Readonly<Record<string, ResolvedTarget>>; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const targets = Object.entries(recordAt(content, 'targets')).map(([name, target]) => [name, targetOf(target, child('/targets', name), folder, mistakes)])
  return { targets: Object.fromEntries(targets), mistakes }
}

function targetOf(value: unknown, pointer: string, folder: string, mistakes: Mistake[]): ResolvedTarget {
  const target = (isRecord(value) ? value : {}) as Partial<TargetConfig>
  const url = typeof target.url === 'string' ? URL.parse(target.url) : undefined
  if (url === null || (url && !/^https?:$/.test(url.protocol))) {
    mistakes.push({ pointer: `${pointer}/url`, text: `is "${target.url}", and an address such as http://127.0.0.1:8787 is expected` })
  } else if (url && url.username + url.password !== '') {
    mistakes.push({ pointer: `${pointer}/url`, text: 'holds a user or a password; give them in a header, which no report shows' })
  }
  const routes = (Array.isArray(target.routes) ? target.routes : []).map((route, at) => routeOf(route, `${pointer}/routes/${at}`, folder, mistakes))
  const names = routes.map(nameOfRoute)
  const twice = names.findIndex((name, at) => names.indexOf(name) < at)
  if (twice !== -1) mistakes.push({ pointer: `${pointer}/routes/${twice}`, text: `has the name "${names[twice]}", as another route has; give it a name of its own` })
  return { ...(target as TargetConfig), routes }
}

/** What a route is called. */
export function nameOfRoute({ name, format, upstream }: Pick<ResolvedRoute, 'name' | 'format'> & { readonly upstream?: { readonly format: FormatId } }): string {
  return name ?? (upstream === undefined ? format : `${format}-to-${upstream.format}`)
}

/** True for what can be sent. What it is must not be told: it may hold a key. */
function isHeader(name: string, value: unknown): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, String(value))
    return true
  } catch {
    return false
  }
}

function routeOf(value: unknown, pointer: string, folder: string, mistakes: Mistake[]): ResolvedRoute {
  const { profile, upstream, ...route } = (isRecord(value) ? value : {}) as unknown as RouteConfig
  const side = (format: FormatId, named: unknown, at: string): Profile => {
    const vendor = vendorOf(format)
    if (named === undefined) return vendor
    const { profile: found, problem } = profileNamed(named, folder)
    if (problem !== undefined) mistakes.push({ pointer: `${at}/profile`, text: problem })
    else if (found !== undefined && FORMAT_IDS.includes(format) && found.formats[format] === undefined) {
      mistakes.push({ pointer: `${at}/profile`, text: `is ${found.id}, which does not take ${format}` })
    }
    return found ?? vendor
  }
  for (const [name, value] of Object.entries(recordAt(route, 'headers'))) {
    if (!isHeader(name, value)) mistakes.push({ pointer: `${pointer}/headers`, text: `has "${printable(name)}", of which name or value cannot be sent` })
  }
  return {
    ...route,
    profile: side(route.format, profile, pointer),
    ...(isRecord(upstream) && { upstream: { ...upstream, profile: side(upstream.format, upstream.profile, `${pointer}/upstream`) } }),
  }
}
