import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/** A server on 127.0.0.1 that is closed with the tests of the file. */
export interface TestServer {
  readonly port: number
  readonly origin: string
  /** What was asked for so far. */
  readonly requests: IncomingMessage[]
}

export async function serve(answer: RequestListener): Promise<TestServer> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  return { ...(await listen(server, () => server.closeAllConnections())), requests }
}

/** A server that speaks no HTTP but what `answer` writes once something was asked. */
export async function serveRaw(answer: (socket: Socket) => void): Promise<TestServer> {
  const sockets: Socket[] = []
  const server = createTcpServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined).once('data', () => answer(socket))
  })
  return { ...(await listen(server, () => sockets.forEach((socket) => socket.destroy()))), requests: [] }
}

async function listen(server: Server, hangUp: () => void): Promise<Omit<TestServer, 'requests'>> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.close()
    hangUp()
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `http://127.0.0.1:${port}` }
}
