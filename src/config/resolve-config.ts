import { FORMAT_IDS } from '../core/format-ids.ts'
import { isRecord } from '../core/record.ts'
import { mistakesError, shapeMistakes, type Mistake } from '../kit-files/mistakes.ts'
import { isProfile } from '../profiles/is-profile.ts'
import { configFaults } from '../schema/config-faults.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { CONFIG_FILE } from './config-file.ts'
import type { Config, FailOn } from './config.ts'
import { mergeOptions } from './merge-options.ts'
import { partOf, type Part } from './part.ts'
import { resolveTargets, type ResolvedTarget } from './resolve-targets.ts'

/** A configuration that was checked, with the profiles that it names. */
export interface ResolvedConfig {
  /** What it says of all files. */
  readonly options: ValidateOptions
  readonly overrides: readonly { readonly files: readonly string[]; readonly options: ValidateOptions }[]
  readonly files?: readonly string[]
  readonly failOn?: FailOn
  readonly targets: Readonly<Record<string, ResolvedTarget>>
}

/**
 * Checks the content of a configuration in `folder`. `name` is what messages call the file.
 *
 * @throws PixpactError `bad-config`, which tells all mistakes at once.
 */
export function resolveConfig(content: unknown, folder: string, name: string): ResolvedConfig {
  const shape = shapeMistakes(configFaults(withProfileIds(content)))
  const whole = partOf(content, '', folder)
  const parts = overridesOf(content).map((value, at) => partOf(value, `/overrides/${at}`, folder))
  const { targets, mistakes: ofTargets } = resolveTargets(content, folder)
  const mistakes = [...shape, ...ofTargets, ...[whole, ...parts].flatMap((part) => [...part.mistakes, ...formatMistakes(part, whole)])]
  if (mistakes.length > 0) throw mistakesError(CONFIG_FILE, name, mistakes)
  const { files, failOn, overrides = [] } = content as Config
  return {
    options: whole.options,
    overrides: overrides.map((override, at) => ({ files: override.files, options: parts[at]!.options })),
    ...(files !== undefined && { files }),
    ...(failOn !== undefined && { failOn }),
    targets,
  }
}

function overridesOf(content: unknown): readonly unknown[] {
  const overrides: unknown = isRecord(content) ? content['overrides'] : undefined
  return Array.isArray(overrides) ? overrides : []
}

/** What the schema describes is JSON, in which a profile is a name. */
function withProfileIds(content: unknown): unknown {
  if (!isRecord(content)) return content
  const { overrides, targets } = content
  return withProfileId({
    ...content,
    ...(Array.isArray(overrides) && { overrides: overrides.map(withProfileId) }),
    ...(isRecord(targets) && { targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, withProfileIdsOfRoutes(target)])) }),
  })
}

function withProfileIdsOfRoutes(target: unknown): unknown {
  if (!isRecord(target) || !Array.isArray(target['routes'])) return target
  return { ...target, routes: target['routes'].map((route: unknown) => withProfileId(isRecord(route) && isRecord(route['upstream']) ? { ...route, upstream: withProfileId(route['upstream']) } : route)) }
}

function withProfileId(part: unknown): unknown {
  return isRecord(part) && isProfile(part['profile']) ? { ...part, profile: part['profile'].id } : part
}

/** A format that the profile does not take; where only one of the two is the part's own, that one is at fault. */
function formatMistakes({ pointer, options: own }: Part, whole: Part): Mistake[] {
  if (own.profile === undefined && own.format === undefined) return []
  const { profile, format } = mergeOptions(whole.options, own)
  // Of a format that is none the schema has told.
  if (typeof profile !== 'object' || format === undefined || !FORMAT_IDS.includes(format) || profile.formats[format] !== undefined) return []
  const taken = Object.keys(profile.formats).join(' and ')
  return own.format === undefined
    ? [{ pointer: `${pointer}/profile`, text: `is ${profile.id}, which takes ${taken}, and /format is ${format}` }]
    : [{ pointer: `${pointer}/format`, text: `is ${format}, and the profile ${profile.id} takes ${taken}` }]
}
