import { appendFileSync } from 'node:fs'
import fc from 'fast-check'

const isLong = process.env['PIXPACT_LONG'] === '1'
const seed = process.env['PIXPACT_SEED']

/**
 * How a property is run: with `quick` cases in `npm test`, always the same ones, and with `quick` times `PIXPACT_TIMES` new ones in
 * `npm run test:long`. A failure prints seed and path; `PIXPACT_SEED` repeats a run.
 */
export function cases<Values>(quick: number): fc.Parameters<Values> {
  return {
    numRuns: isLong ? quick * Number(process.env['PIXPACT_TIMES'] ?? 50) : quick,
    ...(seed !== undefined ? { seed: Number(seed) } : !isLong && { seed: 1 }),
    reporter(details) {
      const file = process.env['PIXPACT_CASES']
      if (file !== undefined) appendFileSync(file, `${details.numRuns}\n`)
      const message = fc.defaultReportMessage(details)
      if (message !== undefined) throw new Error(message, { cause: details.errorInstance })
    },
  }
}
