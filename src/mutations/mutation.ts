import type { FormatId } from '../core/vocabulary.ts'
import { levelOf } from '../profiles/level-of.ts'
import type { FormatProfile, Profile } from '../profiles/profile.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A valid body, for whom it is, and which of several possible places is to be hit. */
export interface Target {
  readonly body: JsonObject
  readonly format: FormatId
  readonly profile: Profile
  readonly formatProfile: FormatProfile
  /** A whole number of any size: places are counted modulo their number. */
  readonly pick: number
}

/** A way to make a valid body wrong in one place. */
export interface Mutation {
  /** What is done, in a few words joined by hyphens; unique. */
  readonly name: string
  /** The message that must be reported then, as `rule/message`, and no other error. */
  readonly triggers: string
  /** The formats whose bodies it is for; both where absent. */
  readonly formats?: readonly FormatId[]
  /** False where a profile is such that this is no fault, although the message has a level there. */
  readonly applies?: (profile: Profile, formatProfile: FormatProfile) => boolean
  /** True for a body that is judged without saying what format it has. */
  readonly formatUntold?: true
  /** True where the body becomes one of megabytes, which takes its time to judge. */
  readonly heavy?: true
  /** The wrong body: a value, or JSON text where a value cannot hold the fault. `undefined` where the body has no place for it. */
  readonly mutate: (target: Target) => JsonObject | string | undefined
}

/** True when the profile has a level for the message of `mutation` in this format. */
export function appliesTo(mutation: Mutation, profile: Profile, format: FormatId): boolean {
  const formatProfile = profile.formats[format]
  if (formatProfile === undefined || mutation.formats?.includes(format) === false) return false
  return levelOf(profile, mutation.triggers, format) !== 'off' && mutation.applies?.(profile, formatProfile) !== false
}

/** One of `places`, by a number of any size. */
export function picked<Place>(places: readonly Place[], pick: number): Place | undefined {
  return places[pick % places.length]
}
