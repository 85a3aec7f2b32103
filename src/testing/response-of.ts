import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../gateway/answer.ts'

/** An answer as fetch has it: its pieces at their times, and a body that fails where the connection broke off. */
export function responseOf({ status, headers, pieces, at = [], ending }: Answer, signal?: AbortSignal): Response {
  const isEmpty = status === 204 || status === 304 || pieces.length === 0
  if (isEmpty && ending === undefined) return new Response(null, { status, headers })
  const start = performance.now()
  let next = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = pieces[next]
      if (piece !== undefined) {
        await until(start + (at[next] ?? 0), signal)
        next++
        return controller.enqueue(Buffer.from(piece))
      }
      if (ending === undefined) controller.close()
      else controller.error(new TypeError('terminated: the connection broke off here when this was recorded'))
    },
  }, { highWaterMark: 0 })
  // MSW writes answers to a socket: what tells neither its length nor its chunks seems to have ended wherever it breaks off.
  const framing = headers['content-length'] === undefined ? { 'transfer-encoding': 'chunked' } : {}
  return new Response(body, { status, headers: { ...headers, ...framing } })
}

async function until(time: number, signal: AbortSignal | undefined): Promise<void> {
  const pause = time - performance.now()
  if (pause > 0) await sleep(pause, undefined, { ...(signal && { signal }) })
}
