import { setTimeout as sleep } from 'node:timers/promises'
import type { Arrival } from '../provider/arrival.ts'
import type { Target } from '../target.ts'
import type { Cell } from './cells.ts'
import { hangs, isListening } from './life.ts'
import { send, type Sending } from './send.ts'
import type { Sides } from './sides.ts'
import { writeCase, type WrittenCase } from './write-case.ts'

export interface AskOptions {
  readonly seed: number
  /** Milliseconds for one answer. */
  readonly timeout: number
  /** The keys of routes, by the name of the variable that holds them. */
  readonly keys: Readonly<Record<string, string>>
  /** Ends it at once. */
  readonly signal?: AbortSignal
}

/** What came of a case, before anybody judges it. */
export interface Asked extends Sending {
  readonly written: WrittenCase
  /** What came to the provider; absent where it is a real one. */
  readonly arrivals?: readonly Arrival[]
  /** How the gateway is behind it. */
  readonly gateway: 'up' | 'down' | 'hanging'
}

/** How long a gateway may take to go down, after a case that it did not answer. */
const DYING = 400

/** Sends a case in at the front, looks at what arrives at the back, and how the gateway has taken it. Throws the reason of the signal. */
export async function ask(target: Target, cell: Cell, sides: Sides, most: number, options: AskOptions): Promise<Asked> {
  const { route, checked } = cell
  const { seed, keys, timeout, signal } = options
  const written = writeCase(target, cell, seed)
  sides.serve(written.served.values())
  const provider = sides.providerOf(route)
  if (provider !== undefined && route.upstream !== undefined) {
    provider.taken()
    provider.behaviour.current = {
      upstream: route.upstream,
      strict: checked.expects === 'refusal' || checked.expects === 'either',
      ...(checked.fault && { fault: checked.fault }),
    }
  }
  const key = route.keyEnv === undefined ? 'pixpact-check' : keys[route.keyEnv]
  const sending = await send(target, route, written.request.body, { timeout, key, most, retries429: route.upstream === undefined, ...(signal && { signal }) })
  const gateway = await lookAfter(target, cell, sending, signal)
  return { ...sending, written, gateway, ...(provider && { arrivals: own(provider.taken(), written.token) }) }
}

/** Looks whether the gateway is still there; one that did not answer gets the time to go. */
async function lookAfter({ url }: Target, { checked }: Cell, { reply }: Sending, signal: AbortSignal | undefined): Promise<Asked['gateway']> {
  if (checked.destructive || !('status' in reply) || reply.cut) await sleep(DYING, undefined, { signal })
  if (!(await isListening(url))) return 'down'
  return 'why' in reply && reply.why === 'timeout' && (await hangs(url, signal)) ? 'hanging' : 'up'
}

/**
 * The arrivals of a case: a call that another case's text stands in is a late one of that, and one that no text stands in is the gateway's own
 * where others show the case's. Where none does, the text may have been lost on the way.
 */
function own(arrivals: readonly Arrival[], token: string): Arrival[] {
  const marked = arrivals.filter((arrival) => arrival.token === token)
  return marked.length > 0 ? marked : arrivals.filter((arrival) => arrival.token === undefined)
}
