import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { ANSWERS } from './answer.ts'
import type { Pair } from './dialect.ts'
import { envelopeOf, errorIn, statusFor } from './error-envelope.ts'
import { frameOf, framesIn, frameText, isLast, valueIn, type Frame } from './frames.ts'
import type { Hooks } from './hooks.ts'
import { Rejection } from './rejection.ts'
import { eventsToChunks } from './stream-to-chat.ts'
import { chunksToEvents } from './stream-to-messages.ts'
import { isObject, type Value } from './value.ts'

/** A request that was passed on, and what it asks. */
export interface Passed {
  readonly pair: Pair
  readonly hooks: Hooks
  readonly request: Value
}

/** Hands the provider's answer to the client, in the client's dialect. */
export async function relay(answer: IncomingMessage, response: ServerResponse, passed: Passed): Promise<void> {
  const { statusCode = 502, headers } = answer
  if (headers['retry-after'] !== undefined) response.setHeader('retry-after', headers['retry-after'])
  if (statusCode === 200 && headers['content-type']?.startsWith('text/event-stream')) return relayStream(answer, response, passed)
  const text = (await buffer(answer).catch(cutOff)).toString()
  const value = jsonIn(text)
  const { pair, hooks } = passed
  const isSame = pair.inbound === pair.upstreamFormat
  if (statusCode !== 200) {
    const error = errorIn(value, statusCode)
    if (error !== undefined && isSame && hooks.envelope(pair) === pair.inbound) return sendText(response, statusCode, text)
    throw error ?? new Rejection(`The provider answered ${statusCode}, and no error of its format.`, statusCode >= 400 ? statusCode : 502)
  }
  if (!isObject(value)) throw new Rejection('The provider answered no JSON.', 502)
  sendText(response, 200, isSame ? text : JSON.stringify(ANSWERS[pair.inbound](value)))
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
}

/** Why the client gets no answer, in the envelope that it knows. */
export function sendRejection(response: ServerResponse, rejection: Rejection, { pair, hooks }: Omit<Passed, 'request'>): void {
  const envelope = envelopeOf(hooks.envelope(pair), rejection)
  sendText(response, statusFor(pair.inbound, rejection.status), JSON.stringify(envelope))
}

async function relayStream(answer: IncomingMessage, response: ServerResponse, { pair, hooks, request }: Passed): Promise<void> {
  const { inbound, upstreamFormat } = pair
  const isSame = inbound === upstreamFormat
  const translate = isSame ? (frame: Frame) => [frame] : inbound === 'openai-chat' ? eventsToChunks(request) : chunksToEvents()
  const written: Frame[] = []
  const write = (frames: readonly Frame[]): void => {
    written.push(...frames)
    for (const frame of frames) response.write(frameText(frame))
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }).flushHeaders()
  try {
    for await (const frame of framesIn(answer)) {
      const error = errorIn(valueIn(frame))
      if (error === undefined) write(translate(frame))
      else write(hooks.brokenOff(isSame ? frame : frameOf(inbound, envelopeOf(inbound, error)), written))
      if (error !== undefined || isLast(upstreamFormat, frame)) return void response.end()
    }
    throw new Error('The provider ended its stream before its end.')
  } catch (error) {
    // The status was sent long ago: only a cut tells the client that something is missing.
    if (!response.destroyed) hooks.cut(error as Error)
    response.destroy()
  }
}

function cutOff(): never {
  throw new Rejection('The provider broke off its answer.', 502)
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
