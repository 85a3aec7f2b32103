import { appendFileSync } from 'node:fs'
import type fc from 'fast-check'
import { repeatable } from '../src/arbitraries/index.ts'

const isLong = process.env['PIXPACT_LONG'] === '1'

/**
 * How a property is run: with `quick` cases in `npm test`, always the same ones, and in `npm run test:long` with `PIXPACT_TIMES` (50)
 * times as many, new ones each time. A failure prints seed, path, and the command that repeats it.
 */
export function cases<Values>(quick: number): fc.Parameters<Values> {
  const numRuns = isLong ? quick * Number(process.env['PIXPACT_TIMES'] ?? 50) : quick
  const parameters = repeatable<Values>('npx vitest run', { numRuns, ...(!isLong && { seed: 1 }) })
  return {
    ...parameters,
    reporter(details) {
      const file = process.env['PIXPACT_CASES']
      if (file !== undefined) appendFileSync(file, `${details.numRuns}\n`)
      parameters.reporter!(details)
    },
  }
}
