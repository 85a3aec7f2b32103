import type { FormatId } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'
import { SDK_PATHS, sdkBasePath } from '../profiles/sdk-base.ts'

/** What clients add to a base URL: whether `/v1` belongs to it, they see differently. */
const ADDED: Readonly<Record<FormatId, readonly string[]>> = {
  'openai-chat': ['/chat/completions', '/v1/chat/completions'],
  'anthropic-messages': ['/messages', '/v1/messages'],
}

/**
 * The path that the profile has for what a client made of the base URL that it was told: `/anthropic/messages` is meant for
 * `/anthropic/v1/messages`. Any other path stays as it is.
 */
export function lenientPath(path: string, profile: Profile): string {
  for (const format of Object.keys(ADDED) as FormatId[]) {
    const base = sdkBasePath(profile, format)
    if (base !== undefined && ADDED[format].some((added) => path === base + added)) return base + SDK_PATHS[format]
  }
  return path
}
