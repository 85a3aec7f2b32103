import type { FailOn } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import type { LoadedConfig } from '../config/load-config.ts'
import { PixpactError } from '../core/errors.ts'
import type { Profile } from '../profiles/profile.ts'
import { checkOptions } from '../validate/check-options.ts'
import { chooseProfile } from '../validate/context.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { profileOption } from './profile-option.ts'
import type { ContractFlags, SharedFlags } from './shared-options.ts'

/** What flags, environment and configuration say together: the first of them that says something decides. */
export interface Settings {
  /** The one that applies where nothing says otherwise of a payload. */
  readonly profile: Profile
  readonly failOn: FailOn
  readonly config: LoadedConfig | undefined
  /** What applies to the payloads of a file, or to those that are in none. Throws for options that mean nothing together. */
  optionsFor(file?: string): ValidateOptions
}

/** Puts the settings of a command together. Throws for a configuration that is none, and for flags that mean nothing. */
export async function settingsOf(flags: Partial<SharedFlags>): Promise<Settings> {
  const told = await toldBy(flags)
  checkOptions(told)
  const config = await configFor(flags)
  const failOn = flags.failOn ?? config?.failOn ?? 'error'
  if (config === undefined) return { profile: chooseProfile(told), failOn, config, optionsFor: () => told }
  const profile = chooseProfile(config.optionsUnder(told))
  return { profile, failOn, config, optionsFor: (file) => optionsWith(config, told, file) }
}

async function configFor({ config }: ContractFlags): Promise<LoadedConfig | undefined> {
  const path = config === false ? undefined : (config ?? findConfig('.'))
  if (path === undefined) return undefined
  // Not needed by those who have none.
  const { loadConfig } = await import('../config/load-config.ts')
  return loadConfig(path)
}

function optionsWith(config: LoadedConfig, told: ValidateOptions, file: string | undefined): ValidateOptions {
  const options = config.optionsUnder(told, file)
  try {
    checkOptions(options)
    return options
  } catch (error) {
    if (!(error instanceof PixpactError)) throw error
    const where = file === undefined ? '' : ` for ${file}`
    throw new PixpactError(error.code, error.message, `${error.hint} ${config.name} is in force${where}.`, { cause: error })
  }
}

/** What flags say, or the environment in place of them. */
async function toldBy({ profile, format, path, header, now, rule }: Partial<SharedFlags>): Promise<ValidateOptions> {
  return {
    ...(profile !== undefined && { profile: await profileOption(profile) }),
    ...(format !== undefined && { format }),
    ...(path !== undefined && { path }),
    ...(header !== undefined && { headers: header }),
    ...(now !== undefined && { now }),
    ...(rule !== undefined && { rules: rule }),
  }
}
