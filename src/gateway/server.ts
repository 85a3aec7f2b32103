import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PixpactError } from '../core/errors.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** How much is read of a body at once: with less, half of the time goes into reading. */
const CHUNK = 1 << 20

/** Starts a server. Throws `cannot-listen` where the address is taken or not this machine's. */
export async function listen(handler: Handler, host: string, port: number): Promise<{ server: Server; url: string }> {
  // Commands that serve nothing are not to load it.
  const { createServer } = await import('node:http')
  const server = createServer({ highWaterMark: CHUNK }, handler)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { server, url: `http://${name}:${address.port}` }
}

/** Stops listening, and breaks off what is still open. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there already',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'that is no address of this machine',
  ENOTFOUND: 'there is no such host',
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): PixpactError {
  const why = REASONS[cause.code ?? ''] ?? cause.message
  return new PixpactError('cannot-listen', `The gateway cannot listen at ${host}:${port}: ${why}.`, 'Choose another port, or 0 for a free one.', { cause })
}
