import { writeFileSync } from 'node:fs'
import { styleText } from 'node:util'
import type { FailOn } from '../config/config.ts'
import { PixpactError } from '../core/errors.ts'
import type { Report } from '../core/vocabulary.ts'
import { REPORTERS } from '../report/index.ts'
import { render } from '../report/render.ts'
import type { ReportView } from '../report/reporter.ts'
import type { Settings } from './settings.ts'
import type { SharedFlags } from './shared-options.ts'

/** Writes a report as the flags say: to `stream` as text, if they say nothing. */
export function writeReports(report: Report, flags: SharedFlags, { profile, config }: Settings, stream: NodeJS.WriteStream = process.stdout): void {
  const { id, date, title } = profile
  for (const { name, file } of flags.reporter ?? [{ name: 'text' }]) {
    const output = render(name, REPORTERS[name]!, report, {
      profile: `${id} (${date}): ${title}`,
      ...(config !== undefined && { config: config.name }),
      quiet: flags.quiet ?? false,
      paint: painter(flags.color && file === undefined, stream),
    })
    if (file === undefined) stream.write(output)
    else writeReport(file, output)
  }
}

/** Colours text for a stream, where Node finds that it takes colours: by the terminal, NO_COLOR and FORCE_COLOR. */
export function painter(colours: boolean, stream: NodeJS.WritableStream): ReportView['paint'] {
  return (style, text) => (colours ? styleText(style, text, { stream }) : text)
}

/** The exit code that a report comes to: 1 for findings at the failing level, else 0. */
export function exitCodeOf({ summary: { errors, warnings } }: Report, failOn: FailOn): number {
  return { error: errors, warning: errors + warnings, never: 0 }[failOn] > 0 ? 1 : 0
}

/** Writes a report to a file. Throws `unwritable-output`. */
export function writeReport(file: string, output: string): void {
  try {
    writeFileSync(file, output)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unwritable-output', `The report cannot be written: ${why}.`, 'Check that the folder exists and may be written to.', { cause })
  }
}
