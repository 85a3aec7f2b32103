import { PixpactError } from '../core/errors.ts'
import { checkOptions, RESPONSE_OPTIONS } from './check-options.ts'
import type { Verdict } from './judge.ts'
import { withRequestFacts } from './request-facts.ts'
import type { ResponseOptions } from './response-options.ts'
import { StreamJudge } from './stream-judge.ts'

/** The pieces of a streamed answer as they come; they may end anywhere. */
export type StreamChunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>

/**
 * Judges a streamed answer while it comes, and keeps none of it: its events, their order and its end.
 *
 * @example
 * const response = await fetch(url, { method: 'POST', headers, body })
 * const { valid, findings } = await validateStream(response.body, { profile: 'openai' })
 *
 * @throws PixpactError as `validateRequest` does; `body-too-large` for an event of more than 64 MiB. What the chunks throw passes through.
 */
export async function validateStream(chunks: StreamChunks, options: ResponseOptions = {}): Promise<Verdict> {
  checkOptions(options, RESPONSE_OPTIONS)
  const judge = new StreamJudge({ status: 200 }, withRequestFacts(options))
  const encoder = new HalfCharacters()
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') judge.push(encoder.bytesOf(chunk))
    else if (chunk instanceof Uint8Array) judge.push(chunk)
    else throw new PixpactError('usage', `A chunk of the stream is ${chunk === null ? 'null' : typeof chunk}.`, 'Give bytes (Uint8Array) or text.')
  }
  return judge.end()
}

/** Encodes text that comes in pieces, of which one may end in the middle of a surrogate pair. Half of one at the very end is nothing. */
class HalfCharacters {
  #half = ''

  bytesOf(piece: string): Uint8Array {
    const text = this.#half + piece
    this.#half = /[\ud800-\udbff]$/.test(text.slice(-1)) ? text.slice(-1) : ''
    return Buffer.from(text.slice(0, text.length - this.#half.length))
  }
}
