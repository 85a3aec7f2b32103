/**
 * `npm run mutate-rules`: changes the rules and the data of the profiles in one place at a time, and runs the vectors and the quick properties
 * against each such mutant. Prints how many there are, and those that nothing notices. `--only TEXT` takes the files whose path holds TEXT.
 *
 * Exit code 1: some survive, or the list of equivalent mutants is wrong. 2: there are none, or the vectors fail as it is.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { equivalentNames, readEquivalents, staleNames } from './mutants/equivalents.ts'
import { nameOf } from './mutants/mutant.ts'
import { examineAll, type Outcome } from './mutants/pool.ts'
import { problemsOf, summaryOf } from './mutants/report.ts'
import { mutantsOf, targetFiles } from './mutants/targets.ts'

const { only = '' } = parseArgs({ options: { only: { type: 'string' } } }).values
const files = targetFiles().filter((file) => file.includes(only))
const mutants = files.flatMap((file) => mutantsOf(file))
const equivalents = equivalentNames(readEquivalents())
const began = performance.now()

let examined = 0
function showProgress({ mutant, killer }: Outcome): void {
  examined++
  if (killer === undefined && !equivalents.includes(nameOf(mutant))) console.log(`survives: ${mutant.file}:${mutant.line} ${mutant.kind} ${mutant.change}`)
  if (process.stderr.isTTY) process.stderr.write(`\r${examined} of ${mutants.length} `)
}

try {
  const outcomes = await examineAll(mutants, Math.min(availableParallelism(), 4), showProgress)
  console.log(summaryOf(outcomes, equivalents, (performance.now() - began) / 1000))
  const stale = staleNames(equivalents, only === '' ? mutants : targetFiles().flatMap((file) => mutantsOf(file)))
  const problems = problemsOf(outcomes, equivalents, stale)
  for (const problem of problems) console.error(problem)
  process.exitCode = mutants.length === 0 ? 2 : problems.length > 0 ? 1 : 0
} catch (error) {
  console.error(error)
  process.exitCode = 2
}
