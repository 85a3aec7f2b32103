import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/check/causes.ts'
import { nameOf, PAIRS } from '../gateways/miniature/dialect.ts'
import { FAULT_NAMES, pairsOf, type FaultName } from '../gateways/miniature/faults.ts'
import { causesOf, isSmall } from './checking.ts'

/** What each fault of a miniature is to be called. */
const CAUSES: Readonly<Record<FaultName, CauseId>> = {
  'drops-second-image': 'picture-missing',
  'swaps-order': 'picture-order',
  'rewrites-media-type': 'media-type',
  'doubles-data-prefix': 'data-url-doubled',
  'bare-base64-as-url': 'data-url-broken',
  'flattens-tool-image-to-text': 'picture-as-text',
  'accepts-bad-base64': 'accepted-invalid',
  'server-error-for-client-fault': 'server-error',
  'leaks-stack-trace': 'stack-trace',
  'hides-mid-stream-error': 'fault-hidden',
  'strips-detail': 'detail-lost',
  'empty-detail': 'detail-invented',
  'keeps-image-url-in-tool-result': 'part-unconverted',
  'forwards-unconverted': 'unconverted',
  'reencodes-picture': 'picture-bytes',
  'dies-on-cut': 'crashed',
  'openai-envelope-for-anthropic': 'envelope',
  'not-found': 'not-found',
}

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
    expect((await causesOf(pair, fault, isSmall)).causes).toEqual([CAUSES[fault]])
  })
})
