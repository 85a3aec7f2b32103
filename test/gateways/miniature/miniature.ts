import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkChat } from './check-chat.ts'
import { checkMessages } from './check-messages.ts'
import { chatToMessages } from './chat-to-messages.ts'
import { PATHS, type Pair } from './dialect.ts'
import { FAULTS, hooksOf, type FaultName } from './faults.ts'
import { CORRECT, type Hooks } from './hooks.ts'
import { messagesToChat } from './messages-to-chat.ts'
import { Rejection } from './rejection.ts'
import { relay, sendRejection } from './relay.ts'
import { askUpstream } from './upstream.ts'
import { isObject, type Value } from './value.ts'

export interface MiniatureOptions extends Pair {
  /** Where the provider is, such as `http://127.0.0.1:40123`. */
  readonly upstream: string
  readonly fault?: FaultName
  /** Default: a free one. */
  readonly port?: number
  /** True where the process may die with the gateway. */
  readonly mayDie?: boolean
}

/** A gateway that runs. */
export interface Miniature {
  readonly url: string
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const MOST_BYTES = 128 * 2 ** 20

/**
 * Starts a small, correct gateway on this machine: it checks chat requests with images, converts them for the provider behind it, and
 * converts the answer. With `fault` it does one thing wrong. It shares no code with the kit, so that each can prove the other.
 */
export async function startMiniature({ inbound, upstreamFormat, upstream, fault, port = 0, mayDie = false }: MiniatureOptions): Promise<Miniature> {
  const pair = { inbound, upstreamFormat }
  const hooks = { ...CORRECT, ...(fault !== undefined && hooksOf(fault, pair)) }
  if (fault !== undefined && FAULTS[fault].kills && !mayDie) throw new TypeError(`"${fault}" ends the process: start main.ts.`)
  const server = createServer((request, response) => {
    serve(request, response, upstream, pair, hooks).catch((error: unknown) => {
      const rejection = error instanceof Rejection ? error : new Rejection('The provider answered what cannot be converted.', 502)
      if (response.headersSent) response.destroy()
      else sendRejection(response, rejection, { pair, hooks })
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close, [Symbol.asyncDispose]: close }
}

async function serve(request: IncomingMessage, response: ServerResponse, upstream: string, pair: Pair, hooks: Hooks): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const text = await textOf(request)
  const path = request.url?.split('?')[0]
  if (!hooks.isServed || request.method !== 'POST' || path !== PATHS[pair.inbound]) throw new Rejection(`There is no ${request.method} ${path}.`, 404)
  const accepted = checked(text, pair, hooks)
  const answer = await askUpstream(upstream, pair.upstreamFormat, converted(accepted, pair, hooks), request.headers, gone.signal)
  await relay(answer, response, { pair, hooks, request: accepted })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Rejection('The request is too large.', 413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function checked(text: string, { inbound }: Pair, hooks: Hooks): Value {
  return rejecting(hooks, () => {
    const value = parsed(text)
    const body = isObject(value) ? hooks.received(value) : value
    if (inbound === 'openai-chat') checkChat(body)
    else checkMessages(body)
    return body
  })
}

function converted(body: Value, pair: Pair, hooks: Hooks): Value {
  return rejecting(hooks, () => {
    const accepted = hooks.accepted(body)
    const convert = { 'openai-chat': messagesToChat, 'anthropic-messages': chatToMessages }[pair.upstreamFormat]
    return hooks.sent(pair.inbound === pair.upstreamFormat ? accepted : convert(accepted), body)
  })
}

function rejecting(hooks: Hooks, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw error instanceof Rejection ? hooks.rejected(error) : error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Rejection('The body of your request is no valid JSON.')
  }
}
