import type { IncomingMessage } from 'node:http'

/** The most that is read of a body: some ten times what any vendor takes. */
const MOST_BYTES = 256 * 2 ** 20

/** The body of a request; `undefined` for one of more than 256 MiB, of which the rest is left unread. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  let bytes = 0
  // The connection is still needed for the answer.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MOST_BYTES) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
