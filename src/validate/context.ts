import { PixpactError } from '../core/errors.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'
import { DEFAULT_PROFILE, profileOf, profileOfHost } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'
import type { HttpContext } from '../rules/rule.ts'
import type { ValidateOptions } from './options.ts'

/** Chooses the profile: by option, else by the URL's host, else the default. */
export function chooseProfile({ profile, url }: ValidateOptions): Profile {
  if (typeof profile === 'object') return profile
  if (profile !== undefined) return profileOf(profile)
  const host = url === undefined ? undefined : URL.parse(url)?.hostname
  return (host === undefined ? undefined : profileOfHost(host)) ?? DEFAULT_PROFILE
}

/** The format that the body must have, and what says so: the option, the path, or the version header. */
export function demandedFormat(options: ValidateOptions): { format: FormatId; by: string } | undefined {
  if (options.format !== undefined) return { format: options.format, by: 'the given format' }
  const { path, headers } = httpContext(options)
  const format = path === undefined ? undefined : formatOfPath(path)
  if (format !== undefined) return { format, by: `the path ${path}` }
  return headers?.['anthropic-version'] === undefined ? undefined : { format: 'anthropic-messages', by: 'the header anthropic-version' }
}

/** What the options tell of how the body is sent. Throws `usage` for a time that is none. */
export function httpContext({ method, path, url, headers, headersAreComplete = true, now }: ValidateOptions): HttpContext {
  const known = pathOf(path) ?? pathOf(url)
  const time = now === undefined ? undefined : new Date(now)
  if (time !== undefined && Number.isNaN(time.getTime())) {
    throw new PixpactError('usage', `"${now}" is no time.`, 'Write it in ISO 8601, such as 2026-11-22 or 2026-11-22T12:00:00Z.')
  }
  return {
    headersAreComplete,
    ...(method !== undefined && { method }),
    ...(known !== undefined && { path: known }),
    ...(headers && { headers: plainHeaders(headers) }),
    ...(time && { now: time }),
  }
}

/** The path of a URL, or of a path that lacks its first slash. A URL of a host alone tells no path. */
function pathOf(text: string | undefined): string | undefined {
  const path = text === undefined ? undefined : URL.parse(text, 'http://localhost')?.pathname
  return path === '/' && URL.canParse(text!) ? undefined : path
}

/** Headers by their names in lower case. */
export function plainHeaders(headers: NonNullable<ValidateOptions['headers']>): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers)
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]))
}
