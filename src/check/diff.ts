import type { CauseId } from './causes.ts'
import { keyOf, type CaseResult, type CheckResult } from './result.ts'

/** How two runs differ. */
export interface RunDiff {
  readonly before: CheckResult['target']
  readonly after: CheckResult['target']
  /** Cases that both have. */
  readonly compared: number
  /** Cases that one of them lacks, or that did not run in one of them. */
  readonly notCompared: number
  /** Mistakes that the second one has in cases that the first one passes. */
  readonly regressions: readonly DiffGroup[]
  /** Mistakes that only the second one has, in cases that the first one fails otherwise. */
  readonly changed: readonly DiffGroup[]
  /** Mistakes that only the first one has. */
  readonly fixed: readonly DiffGroup[]
  /** Cases that ran before, and do not any more. */
  readonly lost: readonly string[]
}

export interface DiffGroup {
  readonly cause: CauseId
  readonly about?: string
  readonly route: string
  /** What was seen in the first of the cases. */
  readonly message: string
  readonly cases: readonly string[]
}

/** Compares two saved runs, mistake by mistake. Times, ids and wordings play no part. */
export function diffRuns(before: CheckResult, after: CheckResult): RunDiff {
  const old = byName(before.cases)
  const now = byName(after.cases)
  const both = [...old.keys()].filter((name) => now.has(name))
  const ran = both.filter((name) => old.get(name)!.status !== 'not-run' && now.get(name)!.status !== 'not-run')
  return {
    before: before.target,
    after: after.target,
    compared: ran.length,
    notCompared: new Set([...old.keys(), ...now.keys()]).size - ran.length,
    regressions: groups(ran.filter((name) => old.get(name)!.status === 'passed'), now, old),
    changed: groups(ran.filter((name) => old.get(name)!.status === 'failed'), now, old),
    fixed: groups(ran, old, now),
    lost: both.filter((name) => old.get(name)!.status !== 'not-run' && now.get(name)!.status === 'not-run'),
  }
}

function byName(cases: readonly CaseResult[]): ReadonlyMap<string, CaseResult> {
  return new Map(cases.map((result) => [`${result.route}: ${result.id}`, result]))
}

/** What `here` has and `there` has not, grouped by mistake; those with most cases first. */
function groups(names: readonly string[], here: ReadonlyMap<string, CaseResult>, there: ReadonlyMap<string, CaseResult>): DiffGroup[] {
  const found = new Map<string, { cause: CauseId; about?: string; route: string; message: string; cases: string[] }>()
  for (const name of names) {
    const { route, id, findings } = here.get(name)!
    const others = new Set(there.get(name)!.findings.map(({ cause, about }) => keyOf(route, cause, about)))
    for (const { cause, about, message } of findings) {
      const key = keyOf(route, cause, about)
      if (others.has(key)) continue
      const group = found.get(key) ?? { cause, ...(about !== undefined && { about }), route, message, cases: [] }
      if (group.cases.at(-1) !== id) group.cases.push(id)
      found.set(key, group)
    }
  }
  return [...found.values()].sort((a, b) => b.cases.length - a.cases.length || (keyOf(a.route, a.cause, a.about) < keyOf(b.route, b.cause, b.about) ? -1 : 1))
}
