import type { FormatId } from '../../core/vocabulary.ts'
import type { CheckCase } from './check-case.ts'
import { namedCases } from './named.ts'
import { negativeCases } from './negative.ts'
import { positiveCases } from './positive.ts'
import { upstreamCases } from './upstream.ts'

/** All cases of a format. Those that were seen to take gateways down come last. */
export function suiteOf(format: FormatId): CheckCase[] {
  const cases = [...positiveCases(format), ...namedCases(format), ...negativeCases(format), ...upstreamCases(format)]
  return [...cases.filter(({ destructive }) => !destructive), ...cases.filter(({ destructive }) => destructive)]
}
