import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { PixpactError } from '../core/errors.ts'
import type { Location } from '../core/vocabulary.ts'

/** One event of an event stream, as it was sent. */
export interface Frame {
  /** What its `event:` line says; absent where there is none, or an empty one. */
  readonly name?: string
  /** The bytes of its `data:` lines, joined by line feeds. */
  readonly data: Buffer
  /** Where the data begins. Each further line of data has the same column. */
  readonly location: Location
  /** False when the stream ended before the blank line that would have sent it off. */
  readonly closed: boolean
}

/** Behind a byte order mark, in bytes, which may stand at the very beginning. */
const DATA_FIELD = /^(?:\xef\xbb\xbf)?data:( ?)/
const LONGEST_HEAD = 9

const PIECE = 1 << 20

/** No event of a chat is longer; what a gateway sends without end would fill the memory. */
const LONGEST_FRAME = 1 << 26

/**
 * Reads an event stream that arrives in chunks of any size. Each byte is taken for a character, so that a chunk may end anywhere,
 * and what is no UTF-8 reaches whoever reads the data of that very event. Throws `body-too-large` for an event of more than 64 MiB.
 */
export class FrameReader {
  readonly #parser = createParser({
    maxBufferSize: LONGEST_FRAME,
    onEvent: (event) => (this.#dispatched = event),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw tooLarge()
    },
  })
  #dispatched: EventSourceMessage | undefined
  #line = 1
  /** The first characters of the open line. */
  #lineHead = ''
  #endsInCarriageReturn = false
  #dataStart: Location | undefined

  /** The frames that end in this chunk. It must be read to its end before the next one. */
  *push(chunk: Uint8Array): Generator<Frame> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    // In pieces that are certain to fit into a string.
    for (let at = 0; at < bytes.length; at += PIECE) {
      for (const line of linesOf(bytes.toString('latin1', at, at + PIECE))) yield* this.#take(line, true)
    }
  }

  /** The frame that the stream broke off in, if it did. */
  *end(): Generator<Frame> {
    yield* this.#take('\n', false)
    yield* this.#take('\n', false)
  }

  /** Takes in a line, or a piece of one. */
  *#take(piece: string, closed: boolean): Generator<Frame> {
    this.#parser.feed(piece)
    // The second half of a line break that a chunk cut in two.
    const isSecondHalf = this.#endsInCarriageReturn && piece === '\n'
    this.#endsInCarriageReturn = piece.endsWith('\r')
    if (!isSecondHalf) this.#count(piece)
    if (this.#dispatched === undefined) return
    const { event, data } = this.#dispatched
    const frame: Frame = {
      ...(event !== undefined && { name: Buffer.from(event, 'latin1').toString() }),
      data: Buffer.from(data, 'latin1'),
      location: this.#dataStart ?? { line: this.#line, column: 1 },
      closed,
    }
    this.#dispatched = undefined
    this.#dataStart = undefined
    yield frame
  }

  /** Keeps count of lines, and of where data begins. */
  #count(piece: string): void {
    this.#lineHead += piece.slice(0, LONGEST_HEAD - this.#lineHead.length)
    if (!piece.endsWith('\n') && !piece.endsWith('\r')) return
    const data = DATA_FIELD.exec(this.#lineHead)
    if (data !== null) this.#dataStart ??= { line: this.#line, column: 'data:'.length + data[1]!.length + 1 }
    this.#lineHead = ''
    this.#line++
  }
}

/** The lines of a text with their line breaks; the last one may lack its own. */
function* linesOf(text: string): Generator<string> {
  let carriageReturn = -1
  let lineFeed = -1
  for (let at = 0; at < text.length; ) {
    // Looked for only behind the last one found: a search for each line would be quadratic where there is none.
    if (carriageReturn < at) carriageReturn = indexOrEnd(text, '\r', at)
    if (lineFeed < at) lineFeed = indexOrEnd(text, '\n', at)
    const first = Math.min(carriageReturn, lineFeed)
    const end = first + (carriageReturn + 1 === lineFeed ? 2 : 1)
    yield text.slice(at, end)
    at = end
  }
}

function indexOrEnd(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from)
  return index === -1 ? text.length : index
}

function tooLarge(): PixpactError {
  return new PixpactError(
    'body-too-large',
    `The stream holds an event of more than ${LONGEST_FRAME.toLocaleString('en-US')} bytes.`,
    'An event ends with a blank line; check whether the server sends any.',
  )
}
