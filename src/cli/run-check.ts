import { caseOf, readBaseline, updated, type Baseline } from '../check/baseline.ts'
import { CHECK_REPORTERS } from '../check/report/index.ts'
import type { CheckView } from '../check/report/view.ts'
import { isGood, outcomeOf } from '../check/result-of.ts'
import type { CaseResult } from '../check/result.ts'
import { cellsOf, nameOf, type Cell } from '../check/run/cells.ts'
import { runCells } from '../check/run/run.ts'
import type { Target } from '../check/target.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { KEY_HEADER } from '../recordings/known-secrets.ts'
import { againCommand, byHandCommand } from './check-commands.ts'
import { dryRun, listOf, printBody } from './check-listing.ts'
import { targetOf, type TargetFlags } from './check-target.ts'
import type { ReporterChoice } from './options.ts'
import { painter, writeReport } from './reports.ts'

export interface CheckFlags extends TargetFlags {
  readonly list?: true
  readonly dryRun?: true
  readonly printBody?: true
  readonly filter?: readonly string[]
  readonly maxRequests?: number
  readonly timeout?: number
  readonly seed?: number
  readonly baseline?: string
  readonly updateBaseline?: true
  readonly reporter?: readonly ReporterChoice[]
  readonly quiet?: true
  readonly color: boolean
}

const TIMEOUT = 30
/** What is shorter is a word like others, such as `any`. */
const SHORTEST_SECRET = 4
const INTERRUPTS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
const INTERRUPTED = 130

/** Checks a gateway, and returns the exit code. */
export async function check(flags: CheckFlags): Promise<number> {
  const { seed = 1, filter, maxRequests, updateBaseline } = flags
  if (updateBaseline && flags.baseline === undefined) throw new PixpactError('usage', '--update-baseline needs --baseline FILE.', 'Say which file to write.')
  const target = await targetOf(flags)
  const all = cellsOf(target, {})
  const cells = cellsOf(target, { ...(filter && { filter }), ...(maxRequests !== undefined && { maxRequests }) })
  if (cells.length === 0) throw new PixpactError('usage', 'No case is selected, so nothing would be tested.', 'pixpact check --list shows all of them.')
  if (flags.list) return print(listOf(cells))
  if (flags.dryRun) return print(dryRun(target, cells, seed))
  if (flags.printBody) return print(printBody(cells, seed, target))
  const before = baselineOf(flags, all)
  const { cases, interrupted } = await run(target, cells, seed, flags)
  const outcome = outcomeOf(target, seed, cases, before, secretsOf(target))
  report(target, outcome, flags)
  if (interrupted) {
    console.error(`pixpact: interrupted after ${cases.length} of ${cells.length} cases.`)
    return INTERRUPTED
  }
  if (updateBaseline) {
    const baseline = updated(cases, before)
    writeReport(flags.baseline!, `${JSON.stringify(baseline, null, 2)}\n`)
    console.error(`pixpact: wrote ${flags.baseline} with ${baseline.entries.length} known mistakes.`)
    return cases.some(({ status }) => status === 'not-run') ? 1 : 0
  }
  return isGood(outcome) ? 0 : 1
}

/** What is known to be wrong. Where it is about to be written, it need not be there yet. */
function baselineOf({ baseline, updateBaseline }: CheckFlags, all: readonly Cell[]): Baseline | undefined {
  if (baseline === undefined) return undefined
  try {
    const known = new Set(all.map(nameOf))
    if (!updateBaseline) return readBaseline(baseline, known)
    // What is about to be written anew may name cases of an earlier suite.
    const { entries, ...rest } = readBaseline(baseline)
    return { ...rest, entries: entries.filter((entry) => known.has(caseOf(entry))) }
  } catch (error) {
    const isMissing = error instanceof PixpactError && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'ENOENT'
    if (updateBaseline && isMissing) return undefined
    throw error
  }
}

async function run(target: Target, cells: readonly Cell[], seed: number, { timeout = TIMEOUT, maxRequests, quiet }: CheckFlags): Promise<{ cases: CaseResult[]; interrupted: boolean }> {
  const interrupt = new AbortController()
  // Who asks twice does not want to wait for reports. A gateway that was started ends with this process.
  const end = (): void => (interrupt.signal.aborted ? process.exit(INTERRUPTED) : interrupt.abort())
  for (const signal of INTERRUPTS) process.on(signal, end)
  const shows = !quiet && process.stderr.isTTY
  try {
    const cases = await runCells(target, cells, {
      seed,
      timeout: timeout * 1000,
      keys: keysOf(target),
      signal: interrupt.signal,
      ...(maxRequests !== undefined && { maxRequests }),
      ...(shows && { onCase: (result, done, number) => process.stderr.write(`\r\u001b[K${done}/${number} ${printable(result.id)}`) }),
    })
    return { cases, interrupted: interrupt.signal.aborted }
  } finally {
    if (shows) process.stderr.write('\r\u001b[K')
    for (const signal of INTERRUPTS) process.off(signal, end)
  }
}

/** What no report is to show: the keys, and what headers carry that hold some. */
function secretsOf(target: Target): string[] {
  const ofHeaders = target.routes.flatMap(({ headers }) => Object.entries(headers).flatMap(([name, value]) => (KEY_HEADER.test(name) ? [value, value.replace(/^\S+ /, '')] : [])))
  return [...Object.values(keysOf(target)), ...ofHeaders].filter((secret) => secret.length >= SHORTEST_SECRET)
}

/** The keys of the routes. Throws `usage` for a variable that holds none. */
function keysOf({ routes }: Target): Record<string, string> {
  const names = routes.flatMap(({ keyEnv }) => keyEnv ?? [])
  const missing = names.find((name) => !process.env[name])
  if (missing !== undefined) throw new PixpactError('usage', `The environment variable ${missing} holds no key.`, 'Set it, or leave the key out where the gateway asks for none.')
  return Object.fromEntries(names.map((name) => [name, process.env[name]!]))
}

function report(target: Target, outcome: ReturnType<typeof outcomeOf>, flags: CheckFlags): void {
  for (const { name, file } of flags.reporter ?? [{ name: 'text' }]) {
    const view: CheckView = {
      paint: painter(flags.color && file === undefined, process.stdout),
      again: (route, id) => againCommand(flags, route, id),
      byHand: (route, id) => byHandCommand(flags, target, route, id),
    }
    const output = CHECK_REPORTERS[name]!(outcome, view)
    if (file === undefined) process.stdout.write(output)
    else writeReport(file, output)
  }
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}
