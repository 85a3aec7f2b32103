import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { BaseUrls } from './clients/client.ts'

export interface Sent {
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

/** A server that keeps what it is sent, as it comes over the wire. */
export interface Stub extends BaseUrls, AsyncDisposable {
  readonly sent: readonly Sent[]
}

export interface StubAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

/** For clients that try again: they need not be waited for. */
const SOON = { 'retry-after-ms': '1' }

export const INTERNAL_ERROR: StubAnswer = { status: 500, type: 'application/json', body: '{"error":{"message":"As asked for","type":"new_api_error","code":""}}' }

/** Starts a server that answers everything the same. */
export async function startStub({ status, type, body }: StubAnswer = INTERNAL_ERROR): Promise<Stub> {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    sent.push({ path: request.url!, headers: request.headers, body: (await json(request)) as Sent['body'] })
    response.writeHead(status, { 'content-type': type, ...SOON }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    openaiBaseUrl: `${url}/v1`,
    anthropicBaseUrl: `${url}/anthropic`,
    sent,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
