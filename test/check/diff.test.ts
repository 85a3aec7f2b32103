import { describe, expect, test } from 'vitest'
import { diffRuns } from '../../src/check/diff.ts'
import type { CaseResult, CheckResult } from '../../src/check/result.ts'
import type { CauseId } from '../../src/check/causes.ts'

function runOf(...cases: readonly CaseResult[]): CheckResult {
  const summary = { cases: 0, passed: 0, failed: 0, notRun: 0, known: 0, regressions: 0, stale: 0 }
  return { schemaVersion: 1, tool: { name: 'pixpact', version: '0.1.0' }, command: 'check', target: { name: 't', url: 'u', notes: {}, routes: [] }, seed: 1, summary, causes: [], cases }
}

function result(id: string, status: CaseResult['status'], ...causes: readonly CauseId[]): CaseResult {
  return { route: 'r', id, status, findings: causes.map((cause) => ({ cause, message: `Seen at ${Math.random()}.` })) }
}

describe('diffRuns', () => {
  test('groups what is new and what is gone by mistake, most cases first', () => {
    const before = runOf(result('a', 'failed', 'picture-missing'), result('b', 'passed'), result('c', 'passed'), result('d', 'passed'))
    const after = runOf(result('a', 'passed'), result('b', 'failed', 'envelope'), result('c', 'failed', 'media-type'), result('d', 'failed', 'media-type'))
    const { regressions, fixed } = diffRuns(before, after)
    expect(regressions.map(({ cause, cases }) => [cause, cases])).toEqual([['media-type', ['c', 'd']], ['envelope', ['b']]])
    expect(fixed.map(({ cause, cases }) => [cause, cases])).toEqual([['picture-missing', ['a']]])
  })

  test('is silent where the same mistake is told in other words', () => {
    const { regressions, fixed } = diffRuns(runOf(result('a', 'failed', 'envelope')), runOf(result('a', 'failed', 'envelope')))
    expect([...regressions, ...fixed]).toEqual([])
  })

  test('tells a mistake in place of another one apart from those of cases that passed', () => {
    const { regressions, changed, fixed } = diffRuns(runOf(result('a', 'failed', 'unconverted')), runOf(result('a', 'failed', 'server-error')))
    expect(regressions).toEqual([])
    expect([changed[0]!.cause, fixed[0]!.cause]).toEqual(['server-error', 'unconverted'])
  })

  test('does not compare what did not run or is not there any more, and tells it as lost', () => {
    const { compared, notCompared, regressions, lost } = diffRuns(runOf(result('a', 'passed'), result('b', 'passed')), runOf(result('a', 'not-run'), result('c', 'failed', 'envelope')))
    expect({ compared, notCompared, regressions, lost }).toEqual({ compared: 0, notCompared: 3, regressions: [], lost: ['r: a', 'r: b'] })
  })
})
