import type { FormatId } from '../../core/vocabulary.ts'
import type { Profile } from '../../profiles/profile.ts'
import { isMimo, isXiaomi } from '../dialect.ts'
import { ANTHROPIC_ERRORS } from './anthropic.ts'
import { GATEWAY_ERRORS } from './new-api.ts'
import { OPENAI_ERRORS } from './openai.ts'
import type { Errors } from './told.ts'
import { XIAOMI_ERRORS } from './xiaomi.ts'

/** How the profile's own gateway tells errors. The documented one turns some requests down itself, and passes Xiaomi's words on. */
export function errorsOf(profile: Profile, format: FormatId): Errors {
  if (isXiaomi(profile)) return XIAOMI_ERRORS
  if (isMimo(profile)) return { ...XIAOMI_ERRORS, ...GATEWAY_ERRORS }
  return format === 'openai-chat' ? OPENAI_ERRORS : ANTHROPIC_ERRORS
}
