import { relative, resolve } from 'node:path'
import { PixpactError } from '../core/errors.ts'
import { child } from '../core/pointer.ts'
import { isRecord, recordAt } from '../core/record.ts'
import type { Mistake } from '../kit-files/mistakes.ts'
import { PROFILES, isProfilePath } from '../profiles/index.ts'
import { isProfile } from '../profiles/is-profile.ts'
import { FATAL_MESSAGES, LEVEL_NAMES } from '../profiles/levels.ts'
import { loadProfile } from '../profiles/load-profile.ts'
import { namesNothing, notShipped } from '../profiles/mistakes.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ValidateOptions } from '../validate/options.ts'
import type { ConfigOverride } from './config.ts'

/** What the configuration as a whole, or one of its overrides, says of how to judge. */
export interface Part {
  readonly pointer: string
  readonly options: ValidateOptions
  readonly mistakes: readonly Mistake[]
}

/** Reads one part; what its schema refuses is somebody else's to tell. Profile files are looked for from `folder` on. */
export function partOf(value: unknown, pointer: string, folder: string): Part {
  const { profile: named, format, path, rules } = (isRecord(value) ? value : {}) as Partial<ConfigOverride>
  const { profile, problem } = profileNamed(named, folder)
  const options = {
    ...(profile !== undefined && { profile }),
    ...(format !== undefined && { format }),
    ...(path !== undefined && { path }),
    ...(rules !== undefined && { rules }),
  }
  const mistakes = problem === undefined ? [] : [{ pointer: `${pointer}/profile`, text: problem }]
  return { pointer, options, mistakes: [...mistakes, ...ruleMistakes(recordAt(value, 'rules'), `${pointer}/rules`)] }
}

/** The profile of a name, a path or itself; neither of both for what is no name at all. */
export function profileNamed(named: unknown, folder: string): { readonly profile?: Profile; readonly problem?: string } {
  if (isProfile(named)) return { profile: named }
  if (typeof named !== 'string' || named.trim() === '') return {}
  if (!isProfilePath(named)) {
    const profile = PROFILES.find(({ id }) => id === named)
    return profile === undefined ? { problem: notShipped(named) } : { profile }
  }
  try {
    return { profile: loadProfile(relative('', resolve(folder, named))) }
  } catch (error) {
    if (!(error instanceof PixpactError)) throw error
    return { problem: `leads to no profile: ${error.message.replace(/\.$/, '')}` }
  }
}

/** Keys that name no rule and no message, and levels that would let pass what cannot be judged. */
function ruleMistakes(rules: Readonly<Record<string, unknown>>, at: string): Mistake[] {
  return Object.entries(rules).flatMap(([key, level]) => {
    const pointer = child(at, key)
    if (!LEVEL_NAMES.includes(key)) return [{ pointer, text: namesNothing(key) }]
    if (!FATAL_MESSAGES.includes(key) || level === 'error') return []
    return [{ pointer, text: 'stays an error, since what has it cannot be judged any further; leave the file out instead' }]
  })
}
