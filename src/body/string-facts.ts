import { isAscii } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { Base64Check, PIECE, type Base64Facts } from '../image/base64.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { isHighSurrogate, Unescaper } from './unescaper.ts'

/** All that the rules may know of a string; the string itself is gone. Lengths and offsets count UTF-16 code units. */
export interface StringFacts {
  readonly length: number
  /** The beginning: the whole characters among the first 64 KiB of UTF-8. */
  readonly head: string
  /** The end: the whole characters among the last 1024 bytes of UTF-8. */
  readonly tail: string
  /** Where base64 would begin: behind the comma of a data URL, else at 0. */
  readonly payloadStart: number
  /** What the text from `payloadStart` on is as base64. */
  readonly base64: Base64Facts
  /**
   * CRC-32 of a sample of the text from `payloadStart` on: the first KiB of every 64. Equal images have equal ones; compressed
   * images that differ do so in a sample too. All of it would take as long as all else that is done here.
   */
  readonly sampleChecksum: number
  /** SHA-256 of the bytes that the text encodes, in hexadecimal digits, or what else the scanner's `digest` makes of it; present where there is one. */
  readonly sha256?: string
  /** False when the string holds half of a surrogate pair. */
  readonly wellFormed: boolean
  /** How long the string is as written in the source, with its escapes. */
  readonly sourceLength: number
  /** Why the source is no JSON string, where it is none. */
  readonly fault?: StringFault
}

export type StringFault = 'control-character' | 'bad-escape' | 'not-utf-8'

/** Is told how a string begins. The function that it may return hears the whole string, unescaped, in pieces it must not keep. */
export type Listener = (head: string) => ((piece: Buffer) => void) | undefined

const TAIL = 1024
const SAMPLE = 1024

/**
 * Gathers the facts of one string while it passes by. It takes source text (UTF-8 between the quotes of a JSON string, in
 * pieces of any size) by `pushSource`, or the string's own text by `pushText`, never both.
 */
export class StringReader {
  readonly #staging: Buffer
  readonly #listener: Listener | undefined
  readonly #unescaper = new Unescaper((utf8, from, to) => this.#stage(utf8, from, to))
  #hear: ((piece: Buffer) => void) | undefined
  #staged = 0
  #head: string | undefined
  #tail: Buffer = Buffer.alloc(0)
  #payloadStart = 0
  #length = 0
  #base64 = new Base64Check()
  #sampleChecksum = 0
  #decoder: TextDecoder | undefined
  #wellFormed = true
  #controls = 0
  #mayHoldControls = false
  #fault: StringFault | undefined

  /** `staging` is working space, to be shared by readers that are used one after the other. */
  constructor(staging: Buffer = Buffer.allocUnsafe(PIECE), listener?: Listener) {
    this.#staging = staging
    this.#listener = listener
  }

  pushSource(source: Buffer): void {
    this.#unescaper.push(source)
  }

  pushText(text: string): void {
    this.#wellFormed &&= text.isWellFormed()
    for (let at = 0; at < text.length; ) {
      let end = Math.min(at + PIECE / 4, text.length)
      if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--
      this.#stage(Buffer.from(text.slice(at, end)))
      at = end
    }
    this.#mayHoldControls = true // only JSON text must escape them
  }

  end(): StringFacts {
    const unescaper = this.#unescaper
    unescaper.end()
    if (unescaper.faulty) this.#fault ??= 'bad-escape'
    this.#flush()
    this.#countUnits(Buffer.alloc(0), true)
    // More control characters than were escaped: some stand there as they are.
    if (this.#controls > unescaper.controls && !this.#mayHoldControls) this.#fault ??= 'control-character'
    return {
      length: this.#length,
      head: this.#head!,
      tail: wholeCharacters(this.#tail),
      payloadStart: this.#payloadStart,
      base64: this.#base64.end(),
      sampleChecksum: this.#sampleChecksum,
      wellFormed: this.#wellFormed && unescaper.wellFormed,
      sourceLength: this.#length + unescaper.extraLength,
      ...(this.#fault && { fault: this.#fault }),
    }
  }

  #stage(utf8: Buffer, from = 0, to = utf8.length): void {
    for (let at = from; at < to; ) {
      const copied = utf8.copy(this.#staging, this.#staged, at, to)
      this.#staged += copied
      at += copied
      if (this.#staged === this.#staging.length) this.#flush()
    }
  }

  #flush(): void {
    const piece = this.#staging.subarray(0, this.#staged)
    let payload = piece
    if (this.#head === undefined) {
      this.#head = wholeCharacters(piece)
      this.#payloadStart = parseDataUrl(this.#head)?.payloadStart ?? 0
      const prefix = Buffer.byteLength(this.#head.slice(0, this.#payloadStart))
      this.#controls += countControls(piece.subarray(0, prefix))
      payload = piece.subarray(prefix)
      this.#hear = this.#listener?.(this.#head)
    }
    this.#hear?.(piece)
    if (!this.#base64.push(payload)) this.#controls += countControls(payload)
    this.#sampleChecksum = crc32(payload.subarray(0, SAMPLE), this.#sampleChecksum)
    this.#countUnits(piece, false)
    this.#tail = Buffer.concat([piece.length < TAIL ? this.#tail : Buffer.alloc(0), piece.subarray(-TAIL)]).subarray(-TAIL)
    this.#staged = 0
  }

  #countUnits(utf8: Buffer, last: boolean): void {
    if (this.#decoder === undefined && isAscii(utf8)) {
      this.#length += utf8.length
      return
    }
    this.#decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    try {
      this.#length += this.#decoder.decode(utf8, { stream: !last }).length
    } catch {
      this.#fault ??= 'not-utf-8'
    }
  }
}

/** The facts of a string that is at hand. */
export function factsOfText(text: string): StringFacts {
  const reader = new StringReader(Buffer.allocUnsafe(Math.min(PIECE, text.length * 3 + 1)))
  reader.pushText(text)
  return reader.end()
}

function countControls(utf8: Buffer): number {
  let count = 0
  for (let at = 0; at < utf8.length; at++) if (utf8[at]! < 0x20) count++
  return count
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

/** Text without the pieces of characters that a cut left at either end. */
function wholeCharacters(utf8: Buffer): string {
  let from = 0
  while (from < Math.min(3, utf8.length) && (utf8[from]! & 0xc0) === 0x80) from++
  const text = DECODER.decode(utf8.subarray(from), { stream: true })
  // Forgets a piece of a character that was left over.
  DECODER.decode()
  return text
}
