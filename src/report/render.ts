import { PixpactError } from '../core/errors.ts'
import type { Report } from '../core/vocabulary.ts'
import type { Reporter, ReportView } from './reporter.ts'

/** What the reporter of this name makes of a report. Throws `unwritable-output` for a report that is longer than a string can be. */
export function render(name: string, reporter: Reporter, report: Report, view: ReportView): string {
  try {
    return reporter(report, view)
  } catch (cause) {
    if (!(cause instanceof RangeError && /string length/i.test(cause.message))) throw cause
    throw new PixpactError(
      'unwritable-output',
      `The ${name} report is longer than half a gigabyte, which is more than can be written at once.`,
      'Judge fewer bodies at once.',
      { cause },
    )
  }
}
