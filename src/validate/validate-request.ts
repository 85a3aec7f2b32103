import { bodyOf } from '../body/body.ts'
import { judge, type Verdict } from './judge.ts'
import { checkOptions } from './check-options.ts'
import type { ValidateOptions } from './options.ts'

/**
 * Judges one request body, offline and at once.
 *
 * `body` is JSON text, its bytes, or the value itself (which is read as `JSON.stringify` would write it). Text and bytes give
 * findings with line and column. Nothing is fetched and nothing is changed; what is wrong with the body comes back as
 * findings, and a body that is no JSON is one of them.
 *
 * @example
 * const { valid, findings } = validateRequest(body, { profile: 'anthropic' })
 *
 * @throws PixpactError `unknown-profile`, `unknown-rule` or `usage` for options that mean nothing; `not-serialisable` for a
 * value that JSON cannot hold; `body-too-large` for text beyond what a string can hold, images not counted.
 */
export function validateRequest(body: unknown, options: ValidateOptions = {}): Verdict {
  checkOptions(options)
  return judge(bodyOf(body), options)
}
