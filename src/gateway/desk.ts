import type { IncomingMessage, ServerResponse } from 'node:http'
import { CORS } from './cors.ts'
import type { GatewayExchange } from './options.ts'
import { send } from './send.ts'
import type { Running } from './setting.ts'

/** Where requests come in and answers go out. */
export interface Desk {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  /** Internal errors so far. */
  readonly failures: readonly unknown[]
  /** How many requests are being received or answered now. */
  readonly pending: number
  /** Gives up the answers that are still on their way. */
  stop(): void
  /** Resolves once nothing is under way any more: what was to be stored is. */
  idle(): Promise<void>
}

/** What the kit makes itself says so, and so cannot pass for the answer of a model. */
const OURS = { 'x-pixpact-origin': 'simulated' }

export function openDesk(running: Running, tell: (exchange: GatewayExchange) => void): Desk {
  const failures: unknown[] = []
  const open = new Map<Promise<void>, AbortController>()

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const gone = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished) gone.abort(new Error('the client went away before its end'))
    })
    const work = respond(request, response, running, tell, gone.signal)
      .catch((error: unknown) => {
        // What was not judged must not pass: closing the gateway tells.
        failures.push(error)
        response.socket?.destroy()
      })
      .finally(() => open.delete(work))
    open.set(work, gone)
  }

  return {
    handle,
    failures,
    get pending() {
      return open.size
    },
    stop: () => open.forEach((gone) => gone.abort(new Error('the gateway was stopped before its end'))),
    async idle() {
      await Promise.all(open.keys())
    },
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, running: Running, tell: (exchange: GatewayExchange) => void, gone: AbortSignal): Promise<void> {
  const outcome = await running.answer(request, gone)
  if (outcome === undefined) return
  if ('pass' in outcome) return outcome.pass(response, tell)
  tell(outcome.exchange)
  await send({ ...outcome.answer, headers: { ...CORS, ...OURS, ...outcome.answer.headers } }, request, response)
}
