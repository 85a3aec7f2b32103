/** For tests that run in vitest: `import { useRecordings } from 'pixpact/vitest'`. The import also adds the matchers to `expect`. */
import { expect } from 'vitest'
import { matchers, type AnswerOptions, type ConformOptions } from './matchers.ts'
import type { FormatId } from '../core/vocabulary.ts'

export { useRecordings, type RecordingsOptions, type UsedRecordings } from './use-recordings.ts'
export { matchers, type AnswerOptions, type ConformOptions } from './matchers.ts'

expect.extend(matchers)

declare module 'vitest' {
  // The parameters must be those that vitest gives it.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The body of a request has no error by the rules of a profile. */
    toConformTo(format: FormatId, options?: ConformOptions): R
    /** An answer, `{ status, headers, body }`, keeps to the format. */
    toBeAnswerOf(format: FormatId, options?: AnswerOptions): R
  }
}
