import { isRecord, recordAt } from '../core/record.ts'
import { child } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { Mistake } from '../kit-files/mistakes.ts'
import { profileOf as shipped } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'
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

/** The vendor of each format, by whose rules a route is judged where nothing else is said. */
const VENDORS: Readonly<Record<FormatId, string>> = { 'openai-chat': 'openai', 'anthropic-messages': 'anthropic' }

/** The targets of a configuration in `folder`, and what is wrong with them besides what its schema tells. */
export function resolveTargets(content: unknown, folder: string): { readonly targets: Readonly<Record<string, ResolvedTarget>>; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const targets = Object.entries(recordAt(content, 'targets')).map(([name, target]) => [name, targetOf(target, child('/targets', name), folder, mistakes)])
  return { targets: Object.fromEntries(targets), mistakes }
}

function targetOf(value: unknown, pointer: string, folder: string, mistakes: Mistake[]): ResolvedTarget {
  const target = (isRecord(value) ? value : {}) as Partial<TargetConfig>
  if (typeof target.url === 'string' && !/^https?:$/.test(URL.parse(target.url)?.protocol ?? '')) {
    mistakes.push({ pointer: `${pointer}/url`, text: `is "${target.url}", and an address such as http://127.0.0.1:8787 is expected` })
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

function routeOf(value: unknown, pointer: string, folder: string, mistakes: Mistake[]): ResolvedRoute {
  const { profile, upstream, ...route } = (isRecord(value) ? value : {}) as unknown as RouteConfig
  const side = (format: FormatId, named: unknown, at: string): Profile => {
    const { profile: found, problem } = profileNamed(named ?? VENDORS[format] ?? 'openai', folder)
    if (problem !== undefined) mistakes.push({ pointer: `${at}/profile`, text: problem })
    else if (found !== undefined && format in VENDORS && found.formats[format] === undefined) {
      mistakes.push({ pointer: `${at}/profile`, text: `is ${found.id}, which does not take ${format}` })
    }
    return found ?? shipped(VENDORS[format] ?? 'openai')
  }
  return {
    ...route,
    profile: side(route.format, profile, pointer),
    ...(isRecord(upstream) && { upstream: { ...upstream, profile: side(upstream.format, upstream.profile, `${pointer}/upstream`) } }),
  }
}
