import { PIECE } from '../image/base64.ts'
import { keepsEventStream } from './event-stream.ts'
import { GrowingBuffer } from './growing-buffer.ts'
import { bodyTooLarge, MOST_KEPT } from './limits.ts'
import type { StringDigest } from './payload-digest.ts'
import { SOURCE_MARK } from './placeholder.ts'
import { StringReader, type StringFacts } from './string-facts.ts'

/** Strings whose source is longer than this many bytes leave the text, and only their facts stay. */
export const LONG_STRING = 1024

/** What the facts of a string take in memory, besides its beginning. */
const FACTS = 1024

const MARK = Buffer.from(SOURCE_MARK)
const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEAR = 64

/** JSON text without its long strings: small, whatever the images in it weigh. */
export interface Skeleton {
  readonly bytes: Buffer
  /** How many bytes the text has with them. */
  readonly sourceBytes: number
  /** The facts of the strings that were cut out, by the number in their placeholders. */
  readonly cut: readonly StringFacts[]
  /** The skeletons of those of them that hold JSON text, by the same numbers; none unless the scanner was asked for them. */
  readonly nested: ReadonlyMap<number, Skeleton>
  /** All of those that hold an event stream, under the same condition. */
  readonly streams: ReadonlyMap<number, Buffer>
}

export interface ScanOptions {
  /** Also scan the JSON text that long strings hold, such as the bodies in a HAR file, and keep event streams. One level deep. */
  readonly nested?: boolean
  /** `payloadDigest`, where the SHA-256 of what long strings encode is asked for. Given from outside, since no other reader is to load it. */
  readonly digest?: (head: string) => StringDigest | undefined
}

/**
 * Cuts the long strings out of JSON text that arrives in chunks of any size, and gathers their facts in the same pass.
 *
 * It only looks for where strings begin and end, with the engine's native search, and leaves every question of syntax to
 * those who read the skeleton. That is sound because both sides agree on where a string ends: at the first quote that no
 * backslash escapes. A chunk may be overwritten as soon as `push` returns.
 *
 * A string of the payload that happens to look like a placeholder is cut as well, however short it is. So no payload can
 * pass a string off as another one.
 */
export class BodyScanner {
  readonly #skeleton = new GrowingBuffer()
  readonly #cut: StringFacts[] = []
  readonly #nested = new Map<number, Skeleton>()
  readonly #streams = new Map<number, Buffer>()
  readonly #lookInside: boolean
  readonly #digestOf: ScanOptions['digest']
  #staging: Buffer | undefined
  #insideString = false
  /** Where in the skeleton the text of the open string begins. */
  #stringStart = 0
  /** Reads the open string, once it is known to be long. */
  #reader: StringReader | undefined
  /** Scans the JSON text that the open string holds. */
  #inner: BodyScanner | undefined
  /** Hashes the bytes that the open string holds. */
  #digest: StringDigest | undefined
  /** Keeps the event stream that the open string holds. */
  #stream: GrowingBuffer | undefined
  /** True when the last chunk ended with a backslash, which escapes the first byte of this one. */
  #escaped = false
  #sourceBytes = 0
  /** Bytes that are kept of the strings that were cut out. */
  #keptOfStrings = 0

  constructor({ nested = false, digest }: ScanOptions = {}) {
    this.#lookInside = nested
    this.#digestOf = digest
  }

  /** Throws `body-too-large` for text that even without its long strings is too much. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#sourceBytes += bytes.length
    let at = 0
    while (at < bytes.length) {
      at = this.#insideString ? this.#readString(bytes, at) : this.#readBetween(bytes, at)
      if (this.#kept > MOST_KEPT) throw bodyTooLarge(`${MOST_KEPT.toLocaleString('en-US')} bytes besides the middles of its long strings`)
    }
  }

  end(): Skeleton {
    // A string that the text breaks off in stays open in the skeleton too, where it is found to be.
    if (this.#reader !== undefined) this.#placeholder(this.#reader)
    return { bytes: this.#skeleton.from(0), sourceBytes: this.#sourceBytes, cut: this.#cut, nested: this.#nested, streams: this.#streams }
  }

  get #kept(): number {
    return this.#skeleton.length + this.#keptOfStrings
  }

  /** Braces, commas, numbers: everything up to and with the next opening quote. */
  #readBetween(bytes: Buffer, at: number): number {
    const quote = bytes.indexOf(QUOTE, at)
    const end = quote === -1 ? bytes.length : quote + 1
    this.#skeleton.append(bytes, at, end)
    this.#insideString = quote !== -1
    this.#stringStart = this.#skeleton.length
    return end
  }

  #readString(bytes: Buffer, at: number): number {
    const quote = this.#closingQuote(bytes, at)
    const end = quote === -1 ? bytes.length : quote
    if (this.#reader === undefined && this.#skeleton.length - this.#stringStart + end - at > LONG_STRING) this.#cutOut()
    if (this.#reader === undefined) this.#skeleton.append(bytes, at, end)
    else this.#reader.pushSource(bytes.subarray(at, end))
    if (quote === -1) return end
    this.#close()
    this.#skeleton.append(bytes, quote, quote + 1)
    this.#insideString = false
    return quote + 1
  }

  /** The next quote that no backslash escapes, or -1 when the string goes on beyond this chunk. */
  #closingQuote(bytes: Buffer, at: number): number {
    let from = this.#escaped ? at + 1 : at
    this.#escaped = false
    // Most strings are short, and then a native search takes longer to begin than to search.
    const near = Math.min(from + NEAR, bytes.length)
    for (; from < near && bytes[from] !== BACKSLASH; from++) if (bytes[from] === QUOTE) return from
    let quote = bytes.indexOf(QUOTE, from)
    // Looked for as far as the quote only: a search to the chunk's end for every string would be quadratic.
    let searched = quote === -1 ? bytes : bytes.subarray(0, quote)
    for (;;) {
      const backslash = searched.indexOf(BACKSLASH, from)
      if (backslash === -1) return quote
      from = backslash + 2
      if (from > bytes.length) this.#escaped = true
      if (from > searched.length) {
        quote = bytes.indexOf(QUOTE, from)
        searched = quote === -1 ? bytes : bytes.subarray(0, quote)
      }
    }
  }

  #close(): void {
    if (this.#reader === undefined && this.#skeleton.holds(MARK, this.#stringStart)) this.#cutOut()
    if (this.#reader !== undefined) this.#placeholder(this.#reader)
  }

  /** Moves what the skeleton already holds of the open string to a reader. */
  #cutOut(): void {
    this.#staging ??= Buffer.allocUnsafe(PIECE)
    this.#reader = new StringReader(this.#staging, this.#lookInside || this.#digestOf !== undefined ? (head) => this.#listen(head) : undefined)
    this.#reader.pushSource(this.#skeleton.from(this.#stringStart))
    this.#skeleton.truncate(this.#stringStart)
  }

  #listen(head: string): ((piece: Buffer) => void) | undefined {
    const digest = this.#digestOf?.(head)
    this.#digest = digest
    if (digest !== undefined) return (piece) => digest.push(piece)
    return this.#lookInside ? this.#hearText(head) : undefined
  }

  /** Opens the inner scanner for a string that begins like an object, a list, or JSON that was encoded twice. */
  #hearText(head: string): ((piece: Buffer) => void) | undefined {
    if (keepsEventStream(head)) {
      const stream = new GrowingBuffer()
      this.#stream = stream
      return (piece) => stream.append(piece)
    }
    // White space alone begins with '', which every string includes: what follows may still be JSON.
    if (!'{["'.includes(head.trimStart().charAt(0))) return undefined
    const inner = new BodyScanner()
    this.#inner = inner
    return (piece) => inner.push(piece)
  }

  #placeholder(reader: StringReader): void {
    const number = this.#cut.length
    this.#skeleton.append(Buffer.from(`${MARK}${number}`))
    const facts = reader.end()
    this.#cut.push(this.#digest === undefined ? facts : { ...facts, sha256: this.#digest.end() })
    this.#keptOfStrings += facts.head.length + FACTS
    this.#reader = undefined
    this.#digest = undefined
    if (this.#inner !== undefined) {
      this.#nested.set(number, this.#inner.end())
      this.#keptOfStrings += this.#inner.#kept
      this.#inner = undefined
    }
    if (this.#stream !== undefined) {
      this.#streams.set(number, this.#stream.from(0))
      this.#keptOfStrings += this.#stream.length
      this.#stream = undefined
    }
  }
}
