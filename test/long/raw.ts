import { connect, type Socket } from 'node:net'

/** A connection, and what came over it so far. */
export interface Raw {
  readonly socket: Socket
  readonly received: () => string
  /** Resolves when the other side has closed it, in whatever way. */
  readonly closed: Promise<unknown>
}

/** Opens a connection, which may break at any time without an error here. */
export async function open(url: string): Promise<Raw> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (piece) => (received += piece.toString('latin1'))).on('error', () => {})
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closed])
  return { socket, received: () => received, closed }
}

/** Sends bytes over a connection of its own, and resolves with what comes until the other side closes it. */
export async function answerTo(url: string, bytes: string | Buffer): Promise<string> {
  const { socket, received, closed } = await open(url)
  socket.write(bytes)
  await closed
  return received()
}

/** The head of a request that posts to Chat Completions. */
export function headOf(fields: Readonly<Record<string, string | number>>): string {
  const known = { host: '127.0.0.1', 'api-key': 'any', 'content-type': 'application/json', ...fields }
  const lines = Object.entries(known).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /v1/chat/completions HTTP/1.1\r\n${lines.join('')}\r\n`
}
