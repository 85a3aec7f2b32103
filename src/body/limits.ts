import { PixpactError } from '../core/errors.ts'

/** RFC 8259 lets parsers limit depth; this is the limit of Go's encoding/json, and higher than most. */
export const MOST_LEVELS = 10_000

/** Objects, arrays, strings, numbers and literals. What is kept of so many while they are judged comes to a gigabyte. */
export const MOST_VALUES = 4_000_000

/** Bytes that stay of a body when the middles of its long strings are gone. No vendor takes so much even with them. */
export const MOST_KEPT = 512_000_000

/** What to throw for a body that `holds` more than can be judged. */
export function bodyTooLarge(holds: string): PixpactError {
  return new PixpactError(
    'body-too-large',
    `The body holds more than ${holds}, which is more than can be judged at once.`,
    'Split it: no gateway takes a request of this size.',
  )
}
