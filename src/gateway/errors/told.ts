import type { Answer } from '../answer.ts'

/**
 * Why a request is turned down: the first six are found in a request, in this order; the next six are faults on demand. The last
 * two say what kept the kit itself from an answer: no server behind it, no recording.
 */
export const ERROR_KINDS = [
  'route', 'auth', 'size', 'model', 'vision', 'content',
  'quota', 'no-channel', 'overloaded', 'moderation', 'rate-limit', 'corrupted-image',
  'no-upstream', 'no-recording',
] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** What an error may speak of. */
export interface Told {
  readonly method: string
  readonly path: string
  readonly model: string
  /** What is wrong, in the kit's own words, or in the vendor's where they are known. */
  readonly reason: string
  /** 32 hexadecimal digits, which follow from the request. */
  readonly hex: string
}

/** The errors of one vendor: status and envelope of each. */
export type Errors = Readonly<Record<ErrorKind, (told: Told) => Answer>>
