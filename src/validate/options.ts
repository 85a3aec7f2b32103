import type { FormatId, HeadersAreComplete, Level } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'

/** What `validateRequest` may be told. */
export interface ValidateOptions {
  /** The id of a shipped profile, or a profile. Default: that of the URL's host, else `shubiaobiao`. */
  readonly profile?: string | Profile
  /** The wire format. Default: that of the path, else of the version header, else what the body itself looks like. */
  readonly format?: FormatId
  /** The URL path that the body is sent to, such as `/v1/messages`. */
  readonly path?: string
  /** The whole URL; its host chooses the profile and its path the format. */
  readonly url?: string
  readonly method?: string
  /** Request headers, names in any case. */
  readonly headers?: Readonly<Record<string, string>> | Headers
  /** Whether `headers` are all that are sent, or all but those that carry a key. Default: true. */
  readonly headersAreComplete?: HeadersAreComplete
  /** The time, in ISO 8601, by which signed URLs are judged. Default: none, so that verdicts depend on no clock. */
  readonly now?: string
  /** Levels by rule (`base64`) or by message (`base64/padding`), in place of the profile's. */
  readonly rules?: Readonly<Record<string, Level>>
}
