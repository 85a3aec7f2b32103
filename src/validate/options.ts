import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import type { FormatId, HeadersAreComplete, Level } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'
import { DEFAULT_PROFILE, profileOf, profileOfHost } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'
import { RULES } from '../rules/index.ts'
import type { HttpContext } from '../rules/rule.ts'

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
  readonly headers?: Readonly<Record<string, string>>
  /** Whether `headers` are all that are sent, or all but those that carry a key. Default: true. */
  readonly headersAreComplete?: HeadersAreComplete
  /** The time, in ISO 8601, by which signed URLs are judged. Default: none, so that verdicts depend on no clock. */
  readonly now?: string
  /** Levels by rule (`base64`) or by message (`base64/padding`), in place of the profile's. */
  readonly rules?: Readonly<Record<string, Level>>
}

/** Chooses the profile: by option, else by the URL's host, else the default. */
export function chooseProfile({ profile, url }: ValidateOptions): Profile {
  if (typeof profile === 'object') return profile
  if (profile !== undefined) return profileOf(profile)
  const host = url === undefined ? undefined : URL.parse(url)?.hostname
  return (host === undefined ? undefined : profileOfHost(host)) ?? DEFAULT_PROFILE
}

/**
 * The format that the body must have, and what says so: the option, the path, or the version header. Throws `usage` for a
 * format that the profile does not take.
 */
export function demandedFormat(options: ValidateOptions, profile: Profile): { format: FormatId; by: string } | undefined {
  if (options.format !== undefined) {
    if (profile.formats[options.format] === undefined) {
      const offered = Object.keys(profile.formats).join(', ')
      throw new PixpactError(
        'usage',
        `Profile ${profile.id} takes no ${options.format} requests.`,
        `Give a format that it takes (${offered}), or another profile.`,
      )
    }
    return { format: options.format, by: 'the given format' }
  }
  const { path, headers } = httpContext(options)
  const format = path === undefined ? undefined : formatOfPath(path)
  if (format !== undefined) return { format, by: `the path ${path}` }
  return headers?.['anthropic-version'] === undefined ? undefined : { format: 'anthropic-messages', by: 'the header anthropic-version' }
}

/** What the options tell of how the body is sent. Throws `usage` for a time that is none. */
export function httpContext({ method, path, url, headers, headersAreComplete = true, now }: ValidateOptions): HttpContext {
  const known = path ?? (url === undefined ? undefined : URL.parse(url, 'http://localhost')?.pathname)
  const time = now === undefined ? undefined : new Date(now)
  if (time !== undefined && Number.isNaN(time.getTime())) {
    throw new PixpactError('usage', `"${now}" is no time.`, 'Write it in ISO 8601, such as 2026-11-22 or 2026-11-22T12:00:00Z.')
  }
  return {
    headersAreComplete,
    ...(method !== undefined && { method }),
    ...(known !== undefined && { path: known }),
    ...(headers && { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) }),
    ...(time && { now: time }),
  }
}

/** Throws `unknown-rule` for a key of `rules` that names no rule or message, and `usage` for a level that is none. */
export function checkRuleLevels(rules: Readonly<Record<string, Level>>): void {
  const known = RULES.flatMap(({ id, messages }) => [id, ...Object.keys(messages).map((message) => `${id}/${message}`)])
  for (const [key, level] of Object.entries(rules)) {
    if (!known.includes(key)) {
      const near = nearestName(key, known)
      throw new PixpactError(
        'unknown-rule',
        `There is no rule or message "${key}".`,
        `${near === undefined ? '' : `Did you mean ${near}? `}"pixpact explain" lists them.`,
      )
    }
    if (!['off', 'info', 'warning', 'error'].includes(level)) {
      throw new PixpactError('usage', `"${level}" is no level for ${key}.`, 'Use off, info, warning or error.')
    }
  }
}
