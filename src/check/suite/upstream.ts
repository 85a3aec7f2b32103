import type { FormatId } from '../../core/vocabulary.ts'
import { UPSTREAM_FAULTS } from '../provider/faults.ts'
import type { CheckCase } from './check-case.ts'
import { bodyOfPlan, PLAIN } from './plan.ts'

/** Valid requests to which the provider fails. */
export function upstreamCases(format: FormatId): CheckCase[] {
  return UPSTREAM_FAULTS.flatMap((fault) =>
    fault.answers.map((answer): CheckCase => {
      const plan = { ...PLAIN, stream: answer === 'stream' }
      return {
        id: `${format}/upstream/${fault.name}-${answer}`,
        format,
        expects: 'error',
        dimensions: { kind: 'upstream', upstream: fault.name, answer },
        about: `the provider ${fault.does}`,
        byUrl: false,
        fault,
        ...(fault.destructive && { destructive: true }),
        write(setting) {
          const { body, pictures } = bodyOfPlan(plan, format, setting)
          return { body: JSON.stringify(body), pictures }
        },
      }
    }),
  )
}
