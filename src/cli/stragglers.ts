import { setTimeout as sleep } from 'node:timers/promises'
import type { Gateway } from '../gateway/start-gateway.ts'

/** What still came when the command had ended. */
export interface Stragglers {
  /** Requests that were judged since. */
  readonly judged: number
  /** True when requests still came in, so that some may not have been judged. */
  readonly goOn: boolean
}

/** In milliseconds: how often to look, how long nothing must come, and how long to wait in all. */
const STEP = 50
const QUIET = 250
const LONGEST = 3000

/** Waits until the gateway has nothing to do any more: what a command leaves running may still send. */
export async function stragglersAt(gateway: Gateway): Promise<Stragglers> {
  const atEnd = gateway.exchanges.length
  let known = atEnd
  let quiet = 0
  for (let waited = 0; waited < LONGEST && quiet < QUIET; waited += STEP) {
    await sleep(STEP)
    const isQuiet = gateway.pending === 0 && gateway.exchanges.length === known
    known = gateway.exchanges.length
    quiet = isQuiet ? quiet + STEP : 0
  }
  return { judged: known - atEnd, goOn: quiet < QUIET }
}
