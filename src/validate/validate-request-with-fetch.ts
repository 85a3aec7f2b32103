import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { checkOptions, REQUEST_OPTIONS } from './check-options.ts'
import type { Verdict } from './judge.ts'
import { fetchingJudge } from './judge-with-fetch.ts'
import type { ValidateOptions } from './options.ts'

/** What `validateRequestWithFetch` may be told besides. */
export interface FetchingOptions extends ValidateOptions {
  /** Lets addresses be asked that are not public, for test servers. Default: false. */
  readonly allowPrivate?: boolean
  /** How long one URL may take in all, in milliseconds. Default: 20,000. */
  readonly timeoutMs?: number
}

/**
 * Judges one request body as `validateRequest` does, and asks for the images that it gives by URL: whether they can be fetched,
 * how large they are, and what they are. Sends no credentials, and connects to no address that is not public.
 *
 * @example
 * const { valid, findings } = await validateRequestWithFetch(body, { profile: 'anthropic' })
 *
 * @throws PixpactError what `validateRequest` throws, and `no-network` where nothing can be said of the URLs.
 */
export async function validateRequestWithFetch(body: unknown, options: FetchingOptions = {}): Promise<Verdict> {
  const { allowPrivate = false, timeoutMs = 20_000, ...rest } = options
  checkOptions(rest, [...REQUEST_OPTIONS, 'allowPrivate', 'timeoutMs'])
  if (typeof allowPrivate !== 'boolean') throw new PixpactError('usage', 'allowPrivate is neither true nor false.', 'Leave it out, or give one of them.')
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) throw new PixpactError('usage', `${timeoutMs} is no number of milliseconds.`, 'Give a whole number above 0.')
  return fetchingJudge({ allowPrivate, timeoutMs })(bodyOf(body), rest)
}
