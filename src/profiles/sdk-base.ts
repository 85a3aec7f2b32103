import type { FormatId } from '../core/vocabulary.ts'
import type { Profile } from './profile.ts'

/** What the vendors' SDKs add to their base URL. */
export const SDK_PATHS: Readonly<Record<FormatId, string>> = {
  'openai-chat': '/chat/completions',
  'anthropic-messages': '/v1/messages',
}

/** The path of the base URL that an SDK is told, such as `/v1`; `undefined` where no path of the profile fits what SDKs add. */
export function sdkBasePath({ formats }: Profile, format: FormatId): string | undefined {
  const [path = ''] = formats[format]?.paths ?? []
  return path.endsWith(SDK_PATHS[format]) && !path.includes('*') ? path.slice(0, -SDK_PATHS[format].length) : undefined
}
