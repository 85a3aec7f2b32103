import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import type { Level } from '../core/vocabulary.ts'
import { isProfile } from '../profiles/is-profile.ts'
import { FATAL_MESSAGES } from '../profiles/levels.ts'
import { RULE_NAMES } from '../rules/index.ts'
import { chooseProfile, httpContext } from './context.ts'
import type { ValidateOptions } from './options.ts'

/**
 * Throws for options that mean nothing: `usage` for an unknown one, for a profile that is none, and for a format that the
 * profile does not take; what `checkRuleLevels` throws for levels. `known` are the names of all options that there are.
 */
export function checkOptions(options: ValidateOptions, known: readonly string[] = REQUEST_OPTIONS): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const near = nearestName(name, known)
    const advice = near === undefined ? `The options are ${known.join(', ')}.` : `Did you mean ${near}?`
    throw new PixpactError('usage', `There is no option "${name}".`, advice)
  }
  const { profile, format, rules } = options
  if (profile !== undefined && typeof profile !== 'string' && !isProfile(profile)) {
    throw new PixpactError('usage', 'The profile is neither an id nor a profile.', 'Give an id, or what loadProfile or extendProfile returns.')
  }
  checkRuleLevels(rules ?? {})
  const chosen = chooseProfile(options)
  if (format !== undefined && chosen.formats[format] === undefined) {
    const offered = Object.keys(chosen.formats).join(', ')
    throw new PixpactError(
      'usage',
      `Profile ${chosen.id} takes no ${format} requests.`,
      `Give a format that it takes (${offered}), or another profile.`,
    )
  }
  httpContext(options)
}

/** The options of `validateRequest`. */
export const REQUEST_OPTIONS: readonly string[] = ['profile', 'format', 'path', 'url', 'method', 'headers', 'headersAreComplete', 'now', 'rules']

/** What `validateResponse` and `validateStream` may be told. */
export const RESPONSE_OPTIONS: readonly string[] = ['profile', 'format', 'path', 'url', 'request', 'rules']

/** Throws `unknown-rule` for a key of `rules` that names no rule or message, and `usage` for a level that is none. */
function checkRuleLevels(rules: Readonly<Record<string, Level>>): void {
  for (const [key, level] of Object.entries(rules)) {
    if (!RULE_NAMES.includes(key)) {
      const near = nearestName(key, RULE_NAMES)
      throw new PixpactError(
        'unknown-rule',
        `There is no rule or message "${key}".`,
        `${near === undefined ? '' : `Did you mean ${near}? `}"pixpact explain" lists them.`,
      )
    }
    if (FATAL_MESSAGES.includes(key) && level !== 'error') {
      throw new PixpactError('usage', `${key} stays an error.`, 'What has it cannot be judged any further, so it must not pass. Leave the file out instead.')
    }
    if (!['off', 'info', 'warning', 'error'].includes(level)) {
      throw new PixpactError('usage', `"${level}" is no level for ${key}.`, 'Use off, info, warning or error.')
    }
  }
}
