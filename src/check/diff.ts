import { groupsOf, keyOf, nameOfResult, type CaseResult, type CauseGroup, type CheckResult } from './result.ts'

/** How two runs differ. */
export interface RunDiff {
  readonly before: CheckResult['target']
  readonly after: CheckResult['target']
  /** Cases that both have. */
  readonly compared: number
  /** Cases that one of them lacks, or that did not run in one of them. */
  readonly notCompared: number
  /** Mistakes that the second one has in cases that the first one passes. */
  readonly regressions: readonly CauseGroup[]
  /** Mistakes that only the second one has, in cases that the first one fails otherwise. */
  readonly changed: readonly CauseGroup[]
  /** Mistakes that only the first one has. */
  readonly fixed: readonly CauseGroup[]
  /** Cases that ran before, and did not run now, or are not there. */
  readonly lost: readonly string[]
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
    lost: [...old.keys()].filter((name) => old.get(name)!.status !== 'not-run' && (now.get(name)?.status ?? 'not-run') === 'not-run'),
  }
}

function byName(cases: readonly CaseResult[]): ReadonlyMap<string, CaseResult> {
  return new Map(cases.map((result) => [nameOfResult(result), result]))
}

/** What `here` has and `there` has not, grouped by mistake. */
function groups(names: readonly string[], here: ReadonlyMap<string, CaseResult>, there: ReadonlyMap<string, CaseResult>): CauseGroup[] {
  return groupsOf(
    names.map((name) => {
      const result = here.get(name)!
      const others = new Set(there.get(name)!.findings.map(({ cause, about }) => keyOf(result.route, cause, about)))
      return { ...result, findings: result.findings.filter(({ cause, about }) => !others.has(keyOf(result.route, cause, about))) }
    }),
  )
}
