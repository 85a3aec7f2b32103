import type { FormatId, Level } from '../core/vocabulary.ts'
import type { Profile } from './profile.ts'

/** How bad the message `key` (`rule/message`) is in this format: an error, where the profile says nothing, or no format is known. */
export function levelOf({ levels }: Profile, key: string, format: FormatId | undefined): Level {
  const level = levels[key] ?? 'error'
  if (typeof level === 'string') return level
  return format === undefined ? 'error' : level[format]
}
