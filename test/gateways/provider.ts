import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dialect } from './miniature/dialect.ts'
import { frameOf, frameText } from './miniature/frames.ts'
import type { Value } from './miniature/value.ts'
import { CALLING, failure, streamed, WHOLE } from './provider-answers.ts'

/** What the provider does with every request. A status is one of an error. */
export type Manner = 'answers' | 'calls a tool' | 'breaks with an error' | 'cuts its stream' | 'hangs in its stream' | 'cuts before it answers' | 'answers HTML' | number

/** What reached the provider. */
export interface Arrival {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Value
}

export interface Provider {
  readonly url: string
  readonly arrivals: readonly Arrival[]
  manner: Manner
  [Symbol.asyncDispose](): Promise<void>
}

/** A provider of both formats that keeps what reaches it. It judges nothing. */
export async function startProvider(manner: Manner = 'answers', port = 0): Promise<Provider> {
  const arrivals: Arrival[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const arrival = { path, headers: request.headers, body: (await json(request)) as Value }
    arrivals.push(arrival)
    await respond(path.includes('/messages') ? 'anthropic-messages' : 'openai-chat', arrival.body, provider.manner, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const provider: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    manner,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return provider
}

async function respond(dialect: Dialect, body: Value, manner: Manner, response: ServerResponse): Promise<void> {
  if (manner === 'cuts before it answers') response.socket?.resetAndDestroy()
  else if (manner === 'answers HTML') response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
  else if (typeof manner === 'number') {
    const type = manner === 529 ? 'overloaded_error' : manner === 429 ? 'rate_limit_error' : 'invalid_request_error'
    response.writeHead(manner, { 'content-type': 'application/json', 'retry-after': '7' }).end(JSON.stringify(failure(dialect, type, `This is a ${manner}.`)))
  } else if (body.stream === true) await stream(dialect, streamed(dialect, body, manner === 'calls a tool'), manner, response)
  else response.setHeader('content-type', 'application/json').end(JSON.stringify((manner === 'calls a tool' ? CALLING : WHOLE)[dialect]))
}

async function stream(dialect: Dialect, events: readonly string[], manner: Manner, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of manner === 'answers' || manner === 'calls a tool' ? events : events.slice(0, -3)) response.write(event)
  if (manner === 'breaks with an error') response.write(frameText(frameOf(dialect, failure(dialect, 'overloaded_error', 'Overloaded'))))
  if (manner === 'hangs in its stream') return
  if (manner !== 'cuts its stream') return void response.end()
  // What was written is to arrive before the connection breaks.
  await sleep(20)
  response.socket?.resetAndDestroy()
}
