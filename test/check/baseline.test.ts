import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compared, readBaseline, updated, type Baseline } from '../../src/check/baseline.ts'
import type { CaseResult } from '../../src/check/result.ts'

const failed = (id: string, about?: string): CaseResult => ({
  route: 'r', id, status: 'failed', findings: [{ cause: 'picture-missing', message: 'Gone.', ...(about !== undefined && { about }) }],
})
const passed = (id: string): CaseResult => ({ route: 'r', id, status: 'passed', findings: [] })
const notRun = (id: string): CaseResult => ({ route: 'r', id, status: 'not-run', findings: [], reason: 'The gateway is down.' })
const listing = (...ids: readonly string[]): Baseline => ({ schemaVersion: 1, entries: ids.map((id) => ({ route: 'r', case: id, cause: 'picture-missing' })) })

describe('a baseline', () => {
  test('calls known what fails and is listed', () => {
    expect(compared([failed('a')], listing('a'))).toEqual({ known: 1, regressions: [], stale: [] })
  })

  test('calls a regression what fails and is not listed', () => {
    expect(compared([failed('a'), failed('b')], listing('a')).regressions.map((entry) => entry.case)).toEqual(['b'])
  })

  test('tells two mistakes of one cause apart', () => {
    expect(compared([failed('a', 'by URL')], listing('a')).regressions).toHaveLength(1)
  })

  test('calls stale what is listed and passes', () => {
    expect(compared([passed('a')], listing('a')).stale.map((entry) => entry.case)).toEqual(['a'])
  })

  test('says nothing of cases that were not selected, or did not run', () => {
    expect(compared([notRun('b')], listing('a', 'b'))).toEqual({ known: 0, regressions: [], stale: [] })
  })

  test('is written from what fails, and keeps what was not run, and its notes', () => {
    const before: Baseline = { schemaVersion: 1, entries: [...listing('a', 'c', 'gone').entries.map((entry) => ({ ...entry, note: 'Reported.' }))] }
    const after = updated([failed('a'), failed('b'), notRun('c'), passed('gone')], before)
    expect(after.entries.map((entry) => [entry.case, entry.note])).toEqual([['a', 'Reported.'], ['b', undefined], ['c', 'Reported.']])
  })

  test('is not written of a run in which nothing ran', () => {
    expect(() => updated([notRun('a')], undefined)).toThrow(expect.objectContaining({ code: 'usage' }))
  })

  test.each([
    ['a case that there is not', { schemaVersion: 1, entries: [{ route: 'r', case: 'zzz', cause: 'picture-missing' }] }, /\/entries\/0 names the case "zzz" of route "r"/],
    ['a cause that there is not', { schemaVersion: 1, entries: [{ route: 'r', case: 'a', cause: 'bad-luck' }] }, /\/entries\/0\/cause/],
    ['another version', { schemaVersion: 2, entries: [] }, /\/schemaVersion/],
    ['a key that nobody knows', { schemaVersion: 1, entries: [], entris: [] }, /\/entris/],
  ])('is refused with %s', (_, content, message) => {
    const file = join(mkdtempSync(join(tmpdir(), 'baseline-')), 'baseline.json')
    writeFileSync(file, JSON.stringify(content))
    expect(() => readBaseline(file, new Set(['r: a']))).toThrow(expect.objectContaining({ code: 'bad-baseline', message: expect.stringMatching(message) }))
  })
})
