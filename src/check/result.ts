import type { FormatId } from '../core/vocabulary.ts'
import type { CauseId, CheckFinding } from './causes.ts'

/** What became of a case. `not-run`: the gateway was down. */
export type CaseStatus = 'passed' | 'failed' | 'not-run'

/** A saved run. `schemas/kit/check.schema.json` describes it. */
export interface CheckResult {
  readonly schemaVersion: 1
  readonly tool: { readonly name: 'pixpact'; readonly version: string }
  readonly command: 'check'
  readonly target: {
    readonly name: string
    readonly url: string
    readonly notes: Readonly<Record<string, string>>
    readonly routes: readonly { readonly name: string; readonly format: FormatId; readonly upstream?: FormatId; readonly model: string; readonly profile: string }[]
  }
  readonly seed: number
  readonly summary: Readonly<Record<'cases' | 'passed' | 'failed' | 'notRun' | 'known' | 'regressions' | 'stale', number>>
  readonly causes: readonly CauseGroup[]
  readonly cases: readonly CaseResult[]
}

export interface CaseResult {
  readonly route: string
  readonly id: string
  readonly status: CaseStatus
  /** What the gateway answered; absent where it answered nothing. */
  readonly answered?: number
  readonly findings: readonly CheckFinding[]
  /** Why it was not run. */
  readonly reason?: string
}

/** One mistake, and the cases that show it. */
export interface CauseGroup {
  readonly cause: CauseId
  readonly about?: string
  readonly route: string
  /** What was seen in the first of them. */
  readonly message: string
  readonly cases: readonly string[]
}

/** The mistakes that cases show, those with most cases first. */
export function groupsOf(cases: readonly CaseResult[]): CauseGroup[] {
  const groups = new Map<string, { cause: CauseId; about?: string; route: string; message: string; cases: string[] }>()
  for (const { route, id, findings } of cases) {
    for (const { cause, about, message } of findings) {
      const key = keyOf(route, cause, about)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { cause, ...(about !== undefined && { about }), route, message, cases: [id] })
      else if (group.cases.at(-1) !== id) group.cases.push(id)
    }
  }
  return [...groups.values()].sort((a, b) => b.cases.length - a.cases.length || compare(keyOf(a.route, a.cause, a.about), keyOf(b.route, b.cause, b.about)))
}

/** How a case of a run is called, as in filters: `route: case`. */
export function nameOfResult({ route, id }: Pick<CaseResult, 'route' | 'id'>): string {
  return `${route}: ${id}`
}

/** What a mistake is known by. */
export function keyOf(route: string, cause: CauseId, about = ''): string {
  return `${route} ${cause} ${about}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
