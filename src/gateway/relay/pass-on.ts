import type { ServerResponse } from 'node:http'
import type { UpstreamAnswer } from '../../network/upstream.ts'
import { drained } from './drained.ts'
import { headerMap, headersDown } from './headers.ts'

/** How an answer ended: as it should, broken off by the server that gave it, or given up by the client. */
export type Ending = 'whole' | 'cut' | 'gone'

export interface Listener {
  /** Is given each chunk once it was passed on. */
  hear(chunk: Buffer): Promise<void>
  /** Is done before the client has the last of it. */
  end(ending: Ending): Promise<void>
}

/** Passes an answer on while it comes, no faster than the client takes it. What was broken off is broken off. */
export async function passOn({ status, headers, body }: UpstreamAnswer, response: ServerResponse, listener: Listener, gone: AbortSignal): Promise<void> {
  response.writeHead(status, headersDown(headers))
  response.flushHeaders()
  const length = Number(headerMap(headers)['content-length'])
  const chunks = body[Symbol.asyncIterator]()
  let passed = 0
  let last: Buffer | undefined
  let ending: Ending | undefined
  while (ending === undefined) {
    const next = await chunks.next().catch(() => 'broken' as const)
    if (next === 'broken') ending = gone.aborted ? 'gone' : 'cut'
    else if (next.done) ending = 'whole'
    else {
      passed += next.value.length
      // A client that was told the length goes by it: what is to be done before its end is done before the last byte.
      if (passed === length) last = next.value
      else if (!response.write(next.value)) await drained(response, gone)
      await listener.hear(next.value)
    }
  }
  await listener.end(ending)
  if (ending === 'whole') response.end(last)
  // In order, so that what came before arrives; without the end that was announced, which tells that it was cut.
  else response.socket?.destroySoon()
}
