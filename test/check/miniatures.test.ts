import { describe, expect, test } from 'vitest'
import { nameOf, PAIRS } from '../gateways/miniature/dialect.ts'
import { FAULT_NAMES, pairsOf } from '../gateways/miniature/faults.ts'
import { causesOf, isSmall } from './checking.ts'
import { MINIATURE_CAUSES } from './miniature-causes.ts'

const isLong = process.env['PIXPACT_LONG'] === '1'

describe('a correct gateway', () => {
  test.each(PAIRS.map((pair) => [nameOf(pair), pair] as const))('passes everything: %s', { timeout: 120_000 }, async (_, pair) => {
    const { cases } = await causesOf(pair)
    expect(cases.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(cases.length).toBeGreaterThan(150)
  })
})

describe('a gateway with one fault is told it by its own name, and nothing else:', () => {
  const runs = FAULT_NAMES.flatMap((fault) => pairsOf(fault).map((pair) => [fault, nameOf(pair), pair] as const))
  // The last pair of each, where formats differ most; the long lane takes all of them.
  const quick = runs.filter(([fault], index) => isLong || runs[index + 1]?.[0] !== fault)
  test.each(quick)('%s, %s', { timeout: 120_000 }, async (fault, _, pair) => {
    expect((await causesOf(pair, fault, isSmall)).causes).toEqual([MINIATURE_CAUSES[fault]])
  })
})
