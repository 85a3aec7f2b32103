import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer.ts'

/** How long a client may go on sending a body that nobody reads. */
const LINGER = 1000

/** How long what was written is given to arrive. */
const TO_ARRIVE = 20

/** Sends an answer as it says: at its pace, and to its end or not. Returns early when the client goes away. */
export async function send(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  try {
    await play(answer, response, gone.signal)
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
  // A client that is still sending must read the answer before the connection goes, or it sees none.
  if (!request.complete && !gone.signal.aborted) discardRest(request)
}

async function play(answer: Answer, response: ServerResponse, signal: AbortSignal): Promise<void> {
  if (answer.at !== undefined) return playInTime(answer, answer.at, response, signal)
  const { status, headers, pieces, delay = 0, gap = 0, ending } = answer
  if (delay > 0) await sleep(delay, undefined, { signal })
  const isWhole = gap === 0 && ending === undefined && !headers['content-type']?.startsWith('text/event-stream')
  if (isWhole) {
    const body = joined(pieces)
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
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
    if (pieces.length > 0) await sleep(TO_ARRIVE, undefined, { signal })
    response.socket?.resetAndDestroy()
  }
}

/** A text stays one: it goes out together with the head. */
function joined(pieces: Answer['pieces']): string | Buffer {
  const [first = '', ...more] = pieces
  return more.length === 0 ? first : Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
}

async function playInTime({ status, headers, pieces, ending }: Answer, at: readonly number[], response: ServerResponse, signal: AbortSignal): Promise<void> {
  const start = performance.now()
  const until = async (time = 0): Promise<void> => {
    const pause = start + time - performance.now()
    if (pause > 0) await sleep(pause, undefined, { signal })
  }
  await until(at[0])
  response.writeHead(status, headers).flushHeaders()
  for (const [index, piece] of pieces.entries()) {
    await until(at[index])
    // One by one, or they may arrive as one.
    await written(piece, response)
    if (signal.aborted) return
  }
  if (ending === undefined) response.end()
  else {
    // Some clients drop what they have not read yet, once the connection breaks.
    await sleep(TO_ARRIVE, undefined, { signal })
    response.socket?.destroySoon()
  }
}

/** Writes a piece, and waits until it is on its way, or there is none any more. */
function written(piece: string | Buffer, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.write(piece, () => setImmediate(resolve)))
}

function discardRest(request: IncomingMessage): void {
  request.resume()
  const timer = setTimeout(() => request.socket.destroy(), LINGER)
  request.once('close', () => clearTimeout(timer))
}
