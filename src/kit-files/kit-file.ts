import type { ErrorCode } from '../core/errors.ts'

/** A kind of file that users write for the kit: a profile, a configuration. */
export interface KitFile {
  /** What messages call it: `profile`. */
  readonly noun: string
  /** The code of the error that tells what is wrong with one. */
  readonly code: ErrorCode
  /** The path of its schema in the package. */
  readonly schema: string
  /** What to do when it cannot be read. */
  readonly ifUnreadable: string
}
