import type { FormatId } from '../core/vocabulary.ts'
import { profileOf } from './shipped.ts'
import type { Profile } from './profile.ts'

/** The profile of whoever made a format. */
export function vendorOf(format: FormatId): Profile {
  return profileOf(format === 'openai-chat' ? 'openai' : 'anthropic')
}
