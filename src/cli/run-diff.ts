import { diffRuns } from '../check/diff.ts'
import { readRun } from '../check/read-run.ts'
import { DIFF_REPORTERS } from '../check/report/diff.ts'
import { PixpactError } from '../core/errors.ts'
import { painter } from './reports.ts'

export interface DiffFlags {
  readonly reporter: 'text' | 'json' | 'markdown'
  readonly color: boolean
}

/** Compares two saved runs, and returns the exit code: 1 where the second one has a mistake that the first one has not in that case. */
export function diff(before: string, after: string, { reporter, color }: DiffFlags): number {
  const difference = diffRuns(readRun(before), readRun(after))
  if (difference.compared === 0) throw new PixpactError('usage', 'The two runs have no case in common that ran in both.', 'Compare runs of the same routes.')
  process.stdout.write(DIFF_REPORTERS[reporter](difference, { paint: painter(color, process.stdout) }))
  return difference.regressions.length + difference.changed.length + difference.lost.length > 0 ? 1 : 0
}
