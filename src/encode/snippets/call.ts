import { PixpactError } from '../../core/errors.ts'
import type { FormatId } from '../../core/vocabulary.ts'
import type { Profile, Samples } from '../../profiles/profile.ts'
import { SDK_PATHS, sdkBasePath } from '../../profiles/sdk-base.ts'

/** One request as a program is to send it. */
export interface Call {
  readonly format: FormatId
  readonly body: Readonly<Record<string, unknown>>
  /** What an SDK is told: the address without the path that it adds itself. */
  readonly baseUrl: string
  /** Where the request goes in the end. */
  readonly url: string
  readonly keyVariable: string
  readonly keyHeader: Samples['keyHeader']
  /** The file beside the program that holds the body, where it is too long to stand in the program. */
  readonly bodyFile?: string
}

/** What the user says of the gateway, in place of the profile. */
export interface CallOptions {
  readonly baseUrl?: string
  readonly keyVariable?: string
}

/** Everything about a call but its body. Throws `usage` where nobody says to which address it goes, or with which key. */
export function callTo(profile: Profile, format: FormatId, { baseUrl, keyVariable }: CallOptions): Omit<Call, 'body' | 'bodyFile'> {
  const base = (baseUrl ?? documentedBase(profile, format))?.replace(/\/+$/, '')
  if (base === undefined || !URL.canParse(base)) {
    const problem = base === undefined ? `Profile ${profile.id} names no address to send to.` : `"${base}" is no URL.`
    throw new PixpactError('usage', problem, `Give --base-url, as you would give it to an SDK: such as https://llm.example.com${format === 'openai-chat' ? '/v1' : ''}.`)
  }
  const variable = keyVariable ?? profile.samples?.keyVariable
  if (variable === undefined || !/^[A-Za-z_]\w*$/.test(variable)) {
    const problem = variable === undefined ? `Profile ${profile.id} does not say where the key is.` : `"${variable}" is no name of an environment variable.`
    throw new PixpactError('usage', problem, 'Give --api-key-env, such as MY_API_KEY.')
  }
  const keyHeader = profile.samples?.keyHeader ?? (format === 'openai-chat' ? 'authorization' : 'x-api-key')
  return { format, baseUrl: base, url: base + SDK_PATHS[format], keyVariable: variable, keyHeader }
}

function documentedBase(profile: Profile, format: FormatId): string | undefined {
  const path = sdkBasePath(profile, format)
  const [host] = profile.hosts
  return host === undefined || path === undefined ? undefined : `https://${host}${path}`
}
