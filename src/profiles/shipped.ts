import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import { anthropicCloud } from './anthropic-cloud.ts'
import { anthropic } from './anthropic.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { openai } from './openai.ts'
import type { Profile } from './profile.ts'
import { shubiaobiao } from './shubiaobiao.ts'
import { xiaomiMimo } from './xiaomi-mimo.ts'

/** The shipped profiles; the first is the default. */
export const PROFILES: readonly Profile[] = [shubiaobiao, xiaomiMimo, openai, anthropic, anthropicCloud, openaiCompatible]

/** The profile that is used when nothing names another. */
export const DEFAULT_PROFILE: Profile = shubiaobiao

/** The shipped profile of this id. Throws `unknown-profile` with the nearest id. */
export function profileOf(id: string): Profile {
  const found = PROFILES.find((profile) => profile.id === id)
  if (found !== undefined) return found
  const ids = PROFILES.map((profile) => profile.id)
  const near = nearestName(id, ids)
  throw new PixpactError(
    'unknown-profile',
    `There is no profile "${id}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}The profiles are ${ids.join(', ')}.`,
  )
}

/** Tells the path of a profile file from the id of a shipped profile. */
export function isProfilePath(text: string): boolean {
  return /[\\/]|\.json$/i.test(text)
}

/** The shipped profile that this host belongs to. */
export function profileOfHost(host: string): Profile | undefined {
  return PROFILES.find((profile) => profile.hosts.includes(host))
}
