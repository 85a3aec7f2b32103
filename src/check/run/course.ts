import { setTimeout as sleep } from 'node:timers/promises'
import { PixpactError } from '../../core/errors.ts'
import type { CaseResult } from '../result.ts'
import type { Target } from '../target.ts'
import { ask, type Asked, type AskOptions } from './ask.ts'
import { lateCrash, notRun, resultOf } from './case-result.ts'
import { nameOf, type Cell } from './cells.ts'
import { isListening } from './life.ts'
import type { GatewayProcess } from './process.ts'
import type { Sides } from './sides.ts'

export interface CourseOptions extends AskOptions {
  /** How many requests may be sent in all, the repeated ones among them. */
  readonly maxRequests?: number
}

/** A run that is under way. */
export interface Course {
  /** What became of the cases so far. */
  readonly results: readonly CaseResult[]
  /** Runs a case, or says why it cannot be run. Throws the reason of the signal: then it has no result. */
  run(cell: Cell): Promise<CaseResult>
  /** Looks at the gateway once more: the last case may have taken it down. */
  end(): Promise<void>
}

/** How long a gateway may take to go down behind the last answer of all. */
const LAST_LOOK = 100

/** Runs cases on a gateway that listens. `gateway` starts it again; where it is absent, nobody does. */
export function startCourse(target: Target, sides: Sides, gateway: GatewayProcess | undefined, options: CourseOptions): Course {
  const { maxRequests = Infinity, signal } = options
  const results: CaseResult[] = []
  let left = maxRequests
  /** Why no case can be run any more. */
  let over: string | undefined
  /** The case that was sent last, since the gateway was started. */
  let last: { readonly cell: Cell; readonly asked: Asked; readonly at: number } | undefined

  async function run(cell: Cell): Promise<CaseResult> {
    const result = await resultFor(cell)
    results.push(result)
    if (last !== undefined && last.asked.gateway !== 'up') await reviveAfter(last.cell, last.asked.gateway === 'hanging' ? 'hangs' : 'is down')
    return result
  }

  async function resultFor(cell: Cell): Promise<CaseResult> {
    if (left <= 0) over ??= `The limit of ${maxRequests} requests is used up.`
    if (over !== undefined) return notRun(cell, over)
    const asked = await ask(target, cell, sides, left, options)
    if ('why' in asked.reply && asked.reply.why === 'refused' && last !== undefined) {
      // It was gone before this case came: what went before took it down.
      await reviveAfter(blameLast(last), 'is down')
      return resultFor(cell)
    }
    left -= asked.requests
    if (asked.cutShort) return notRun(cell, `It was answered 429, and the limit of ${maxRequests} requests is used up.`)
    last = { cell, asked, at: results.length }
    return resultOf(cell, asked)
  }

  function blameLast({ cell, asked, at }: NonNullable<typeof last>): Cell {
    results[at] = lateCrash(cell, asked)
    return cell
  }

  async function reviveAfter(cell: Cell, how: 'is down' | 'hangs'): Promise<void> {
    last = undefined
    const since = `The gateway ${how} since ${nameOf(cell)}`
    // Somebody else may have started it again.
    if (how === 'is down' && (await isListening(target.url))) return
    if (gateway === undefined) over = `${since}. With --start the gateway is started again.`
    else over = await failureOf(gateway.start(signal), since)
  }

  async function end(): Promise<void> {
    if (last === undefined) return
    await sleep(LAST_LOOK, undefined, { signal })
    if (!(await isListening(target.url))) blameLast(last)
  }

  return { results, run, end }
}

/** Why the gateway could not be started again; `undefined` where it could. */
async function failureOf(start: Promise<void>, since: string): Promise<string | undefined> {
  try {
    await start
    return undefined
  } catch (error) {
    if (!(error instanceof PixpactError) || error.code !== 'cannot-start') throw error
    const [what, ...output] = error.message.split('\n')
    return `${since}, and it could not be started again. ${[what, ...output.slice(-1)].join(' ')}`
  }
}
