import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

type Body = { readonly messages: readonly { readonly role: string; readonly content: unknown }[]; readonly [key: string]: unknown }

/** What an answer is, before it is passed on. */
export interface Passed {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** What a proxy does otherwise than to pass on. */
export interface Manners {
  readonly request?: (body: Body) => unknown
  /** How often the provider is asked; default: once. */
  readonly calls?: number
  readonly answer?: (answer: Passed, body: Body) => Passed
  /** Answers by itself, or not at all. */
  readonly alone?: (response: ServerResponse, body: Body) => boolean
}

/** A gateway between two sides of one format, which passes all on but for its manners. What is no JSON it turns down. */
export async function proxy(upstream: string, { request: change = (body) => body, answer: alter = (answer) => answer, calls = 1, alone }: Manners): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const body = (await json(request)) as Body
      if (alone?.(response, body)) return
      const sent = JSON.stringify(await change(body))
      const ask = (): Promise<Response> => fetch(upstream + request.url!, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer k' }, body: sent })
      for (let call = 1; call < calls; call++) await (await ask()).text()
      const answered = await ask()
      const { status, headers, text } = alter({ status: answered.status, headers: { 'content-type': answered.headers.get('content-type') ?? '' }, text: await answered.text() }, body)
      response.writeHead(status, headers).end(text)
    }
    pass().catch((error: unknown) => {
      const isClients = error instanceof SyntaxError
      const message = isClients ? 'The body is not JSON.' : 'The provider broke off.'
      response.writeHead(isClients ? 400 : 502, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
