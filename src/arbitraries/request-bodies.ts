import fc from 'fast-check'
import type { FormatId } from '../core/vocabulary.ts'
import { MUTATIONS } from '../mutations/index.ts'
import { appliesTo, type JsonObject, type Mutation, type Target } from '../mutations/mutation.ts'
import { DEFAULT_PROFILE, profileOf } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'
import { chatBody } from './chat-body.ts'
import { conversations } from './conversation.ts'
import { dialectOf, type Dialect } from './dialect.ts'
import { messagesBody } from './messages-body.ts'

/** For whom bodies are generated. */
export interface BodyConstraints {
  /** The id of a shipped profile, or a profile. Default: `shubiaobiao`. */
  readonly profile?: string | Profile
  /** Default: the profile's first. */
  readonly format?: FormatId
  /** Also images of any size up to the profile's limit, a few just at it; default: small ones only. */
  readonly sizes?: 'small' | 'any'
}

/**
 * Bodies that the profile takes: `validateRequest` finds neither an error nor a warning in them. Up to four turns with up to fifty images,
 * by URL and as base64, in user messages and tool results; system prompts, tool calls with their results, reasoning, caching, and
 * further parameters, each where the profile documents it. They shrink to one question without an image.
 */
export function requestBodies(constraints: BodyConstraints = {}): fc.Arbitrary<JsonObject> {
  return bodiesOf(dialectOfConstraints(constraints), constraints, 0)
}

/** A body with one fault, and what it is. */
export interface MutatedBody {
  /** The wrong body: a value, or JSON text where a value cannot hold the fault. */
  readonly body: JsonObject | string
  /** The valid body that it was made of. */
  readonly valid: JsonObject
  /** What was done to a valid body. */
  readonly mutation: string
  /** The message that must be reported, as `rule/message`: it and no other error. */
  readonly triggers: string
  /** False where the body is to be judged without telling its format. */
  readonly formatIsTold: boolean
}

/** Bodies like those of `requestBodies`, each with one fault of `only`, or of any of the kit's mutations that are a fault for the profile. */
export function mutatedBodies(constraints: BodyConstraints & { readonly only?: readonly string[] } = {}): fc.Arbitrary<MutatedBody> {
  const dialect = dialectOfConstraints(constraints)
  const mutations = mutationsFor(dialect.profile, dialect.format).filter(({ name }) => constraints.only?.includes(name) ?? true)
  if (mutations.length === 0) throw new RangeError(`None of these mutations is a fault in ${dialect.format} for ${dialect.profile.id}.`)
  return fc
    .tuple(bodiesOf(dialect, constraints, 1), fc.nat({ max: mutations.length - 1 }), fc.nat({ max: 1023 }))
    .map(([body, first, pick]) => firstMutant({ ...dialect, body, pick }, [...mutations.slice(first), ...mutations.slice(0, first)]))
    .filter((mutated) => mutated !== undefined)
}

/** What the first of `mutations` makes that finds a place in the body. */
function firstMutant(target: Target, mutations: readonly Mutation[]): MutatedBody | undefined {
  for (const { name, triggers, mutate, formatUntold } of mutations) {
    const body = mutate(target)
    if (body !== undefined) return { body, valid: target.body, mutation: name, triggers, formatIsTold: formatUntold !== true }
  }
  return undefined
}

/** The mutations that are a fault for the profile in this format. */
export function mutationsFor(profile: Profile, format: FormatId): Mutation[] {
  return MUTATIONS.filter((mutation) => appliesTo(mutation, profile, format))
}

function dialectOfConstraints({ profile = DEFAULT_PROFILE, format }: BodyConstraints): Dialect {
  const whose = typeof profile === 'string' ? profileOf(profile) : profile
  return dialectOf(whose, format ?? (Object.keys(whose.formats)[0] as FormatId))
}

function bodiesOf(dialect: Dialect, { sizes = 'small' }: BodyConstraints, minImages: number): fc.Arbitrary<JsonObject> {
  const { mediaTypes, takesUrls, format, formatProfile } = dialect
  const { encodedChars, ambiguousFrom } = formatProfile.limits
  // What only one reading of the limit allows is warned of.
  const most = ambiguousFrom ?? encodedChars ?? 2 ** 20
  const write = format === 'openai-chat' ? chatBody : messagesBody
  return conversations({ mediaTypes, urls: takesUrls, minImages, ...(sizes === 'any' && { maxEncodedChars: most }) }).map((conversation) => write(conversation, dialect))
}
