import { VERSION } from '../core/version.ts'
import { compared, type Baseline, type Comparison } from './baseline.ts'
import { groupsOf, type CaseResult, type CheckResult } from './result.ts'
import { REDACTED } from '../recordings/known-secrets.ts'
import type { Target } from './target.ts'

/** A run put together: what was found, held against a baseline where there is one. */
export interface Outcome {
  readonly result: CheckResult
  readonly comparison: Comparison
}

/** Puts the cases of a run together. Of `secrets`, which gateways like to repeat, nothing is told. */
export function outcomeOf(target: Target, seed: number, ran: readonly CaseResult[], baseline: Baseline | undefined, secrets: readonly string[] = []): Outcome {
  const cases = ran.map((result) => withoutSecrets(result, secrets))
  const comparison = compared(cases, baseline ?? { schemaVersion: 1, entries: [] })
  const count = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length
  const summary = {
    cases: cases.length,
    passed: count('passed'),
    failed: count('failed'),
    notRun: count('not-run'),
    known: comparison.known,
    regressions: comparison.regressions.length,
    stale: comparison.stale.length,
  }
  const { name, url, routes, notes = {} } = target
  const told = routes.map((route) => ({
    name: route.name,
    format: route.format,
    ...(route.upstream && { upstream: route.upstream.format }),
    model: route.model,
    profile: route.profile.id,
  }))
  const result: CheckResult = {
    schemaVersion: 1,
    tool: { name: 'pixpact', version: VERSION },
    command: 'check',
    target: { name, url, notes, routes: told },
    seed,
    summary,
    causes: groupsOf(cases),
    cases,
  }
  return { result, comparison }
}

function withoutSecrets(result: CaseResult, secrets: readonly string[]): CaseResult {
  const plain = (message: string): string => secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), message)
  return {
    ...result,
    ...(result.reason !== undefined && { reason: plain(result.reason) }),
    findings: result.findings.map((finding) => ({ ...finding, message: plain(finding.message) })),
  }
}

/** True when the gateway is as good as the baseline says, or without fault where there is none. */
export function isGood({ result: { summary } }: Outcome): boolean {
  return summary.regressions === 0 && summary.stale === 0 && summary.notRun === 0
}
