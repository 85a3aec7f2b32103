import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer.ts'

/** How long a client may go on sending a body that nobody reads. */
const LINGER = 1000

/** Sends an answer as it says: at its pace, and to its end or not. Returns early when the client goes away. */
export async function send(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    await play(answer, response, gone.signal)
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
  // A client that is still sending must read the answer before the connection goes, or it sees none.
  if (!request.complete && !gone.signal.aborted) discardRest(request)
}

async function play({ status, headers, pieces, delay = 0, gap = 0, ending }: Answer, response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (delay > 0) await sleep(delay, undefined, { signal })
  const isWhole = gap === 0 && ending === undefined && !headers['content-type']?.startsWith('text/event-stream')
  if (isWhole) {
    const body = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
    return
  }
  if (pieces.length > 0) response.writeHead(status, headers).flushHeaders()
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && gap > 0) await sleep(gap, undefined, { signal })
    response.write(piece)
  }
  if (ending === undefined) response.end()
  else {
    // What was written is to arrive before the connection breaks.
    if (pieces.length > 0) await sleep(20, undefined, { signal })
    response.socket?.resetAndDestroy()
  }
}

function discardRest(request: IncomingMessage): void {
  request.resume()
  const timer = setTimeout(() => request.socket.destroy(), LINGER)
  request.once('close', () => clearTimeout(timer))
}
