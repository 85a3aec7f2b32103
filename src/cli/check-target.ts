import { findConfig } from '../config/find-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { resolveTargets, type ResolvedTarget } from '../config/resolve-targets.ts'
import { resolveTarget } from '../check/resolve-target.ts'
import type { Target } from '../check/target.ts'
import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import { printable } from '../core/printable.ts'
import type { FormatId } from '../core/vocabulary.ts'

/** What flags say of the gateway to check. */
export interface TargetFlags {
  readonly target?: string
  readonly config?: string
  readonly baseUrl?: string
  readonly format?: FormatId
  readonly path?: string
  readonly header?: Readonly<Record<string, string>>
  readonly apiKeyEnv?: string
  readonly model?: string
  readonly profile?: string
  readonly upstreamFormat?: FormatId
  readonly upstreamPort?: number
  readonly start?: string
}

/** The gateway that flags name: a target of the configuration, or one that they describe. Throws `usage` and `bad-config`. */
export async function targetOf(flags: TargetFlags): Promise<Target> {
  if (flags.target !== undefined && flags.baseUrl !== undefined) throw new PixpactError('usage', 'Both --target and --base-url name a gateway.', 'Give one of them.')
  const target = flags.baseUrl === undefined ? await configured(flags) : described(flags, flags.baseUrl)
  return flags.start === undefined ? target : { ...target, start: flags.start }
}

async function configured({ target, config }: TargetFlags): Promise<Target> {
  const path = config ?? findConfig('.')
  const targets = path === undefined ? {} : (await loadConfig(path)).targets
  const names = Object.keys(targets)
  const [only] = names
  if (target === undefined && names.length === 1) return resolveTarget(only!, targets[only!]!)
  const hint = names.length === 0 ? 'Describe it by --base-url and --format, or under "targets" in pixpact.config.ts.' : `The targets are ${names.map((name) => printable(name)).join(', ')}.`
  if (target === undefined) throw new PixpactError('usage', 'No gateway is named.', names.length === 0 ? hint : `Give --target. ${hint}`)
  if (Object.hasOwn(targets, target)) return resolveTarget(target, targets[target]!)
  const near = nearestName(target, names)
  throw new PixpactError('usage', `There is no target "${printable(target)}".`, near === undefined ? hint : `Did you mean ${printable(near)}? ${hint}`)
}

function described(flags: TargetFlags, url: string): Target {
  const { format, path, header, apiKeyEnv, model, profile, upstreamFormat, upstreamPort } = flags
  if (format === undefined) throw new PixpactError('usage', '--base-url needs --format.', 'Say in which format the gateway is spoken to.')
  if ((upstreamFormat === undefined) !== (upstreamPort === undefined)) {
    throw new PixpactError('usage', '--upstream-format and --upstream-port belong together.', 'Give both to play the provider behind the gateway, or none of them.')
  }
  const route = {
    format,
    ...(path !== undefined && { path }),
    ...(header && { headers: header }),
    ...(apiKeyEnv !== undefined && { keyEnv: apiKeyEnv }),
    ...(model !== undefined && { model }),
    ...(profile !== undefined && { profile }),
    ...(upstreamFormat !== undefined && { upstream: { format: upstreamFormat, port: upstreamPort } }),
  }
  const { targets, mistakes } = resolveTargets({ targets: { gateway: { url, routes: [route] } } }, '.')
  const [mistake] = mistakes
  if (mistake !== undefined) throw new PixpactError('usage', `The gateway is described wrongly: ${mistake.pointer.slice('/targets/gateway/'.length)} ${mistake.text}.`, 'Correct the flag.')
  return resolveTarget('gateway', targets['gateway'] as ResolvedTarget)
}
