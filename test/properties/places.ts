import { profiles, type FormatId, type Profile } from '../../src/index.ts'
import { dialectOf } from '../../src/arbitraries/dialect.ts'
import type { SizedType } from '../../src/image/sized-image.ts'

/** A profile and one of its formats. */
export interface Place {
  readonly profile: Profile
  readonly format: FormatId
  readonly models: readonly string[]
  readonly mediaTypes: readonly SizedType[]
  readonly urls: boolean
}

/** Every profile with each of its formats, by a name for titles. */
export const PLACES: readonly (readonly [name: string, place: Place])[] = profiles.flatMap((profile) =>
  (Object.keys(profile.formats) as FormatId[]).map((format) => {
    const { models, mediaTypes, takesUrls } = dialectOf(profile, format)
    return [`${profile.id} ${format}`, { profile, format, models, mediaTypes, urls: takesUrls }] as const
  }),
)

export const FORMAT_IDS: readonly FormatId[] = ['openai-chat', 'anthropic-messages']
