import type { FormatId } from '../core/vocabulary.ts'
import { SIZED_TYPES, type SizedType } from '../image/sized-image.ts'
import { isListed } from '../profiles/models.ts'
import type { FormatProfile, Profile } from '../profiles/profile.ts'

/** What a profile's requests of one format may hold, as far as bodies differ by it. */
export interface Dialect {
  readonly format: FormatId
  readonly profile: Profile
  readonly formatProfile: FormatProfile
  /** Models that take images; empty where models are named in the URL or not known. */
  readonly models: readonly string[]
  readonly mediaTypes: readonly SizedType[]
  readonly takesUrls: boolean
  /** The documented values of `detail`. */
  readonly details: readonly string[]
  /** True where a model's own reasoning must accompany its tool calls. */
  readonly reasons: boolean
  /** True where blocks may carry `cache_control`. */
  readonly caches: boolean
  /** True where `temperature` and its like may be sent without a word. */
  readonly samples: boolean
}

/** Names that stand for the patterns of model lists. */
const EXAMPLES = ['gpt-5.4', 'gpt-4o', 'o3', 'claude-sonnet-5-5', 'claude-opus-5-5', 'anthropic.claude-sonnet-5-5']

export function dialectOf(profile: Profile, format: FormatId): Dialect {
  const formatProfile = profile.formats[format]
  if (formatProfile === undefined) throw new RangeError(`Profile ${profile.id} takes no ${format} requests.`)
  const { listed = ['a-model'], textOnly = [] } = profile.models ?? {}
  const named = [...listed.filter((name) => !name.includes('*')), ...EXAMPLES.filter((name) => isListed(name, listed))]
  const isMessages = format === 'anthropic-messages'
  return {
    format,
    profile,
    formatProfile,
    models: named.filter((name) => !isListed(name, textOnly) && !/tts|asr/.test(name)),
    mediaTypes: SIZED_TYPES.filter((type) => formatProfile.mediaTypes.includes(type)),
    takesUrls: formatProfile.imageSources?.includes('url') !== false,
    details: formatProfile.details ?? [],
    reasons: (profile.models?.thinkingByDefault.length ?? 0) > 0,
    caches: isMessages && formatProfile.undocumented.length === 0,
    samples: formatProfile.parameters['temperature'] !== undefined && (!isMessages || profile.levels['parameters/removed'] === 'off'),
  }
}
