import { isAscii } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { Base64Check, PIECE, type Base64Facts } from '../image/base64.ts'
import { parseDataUrl } from '../image/data-url.ts'

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
const BACKSLASH = 0x5c
/** What an escape of two characters means, by the second one; 0 where there is no such escape. */
const SIMPLE_ESCAPES = new Uint8Array(256)
for (const pair of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) SIMPLE_ESCAPES[pair.charCodeAt(0)] = pair.charCodeAt(1)

/**
 * Gathers the facts of one string while it passes by. It takes source text (UTF-8 between the quotes of a JSON string, in
 * pieces of any size) by `pushSource`, or the string's own text by `pushText`, never both.
 */
export class StringReader {
  readonly #staging: Buffer
  readonly #listener: Listener | undefined
  #hear: ((piece: Buffer) => void) | undefined
  #staged = 0
  #head: string | undefined
  #tail: Buffer = Buffer.alloc(0)
  #payloadStart = 0
  #length = 0
  #extraSource = 0
  #base64 = new Base64Check()
  #sampleChecksum = 0
  #decoder: TextDecoder | undefined
  #escape = ''
  #highSurrogate = 0
  #wellFormed = true
  #controls = 0
  #escapedControls = 0
  #fault: StringFault | undefined

  /** `staging` is working space, to be shared by readers that are used one after the other. */
  constructor(staging: Buffer = Buffer.allocUnsafe(PIECE), listener?: Listener) {
    this.#staging = staging
    this.#listener = listener
  }

  pushSource(source: Buffer): void {
    let at = 0
    while (at < source.length) {
      if (this.#escape !== '') {
        this.#continueEscape(source[at++]!)
        continue
      }
      const backslash = source.indexOf(BACKSLASH, at)
      const end = backslash === -1 ? source.length : backslash
      if (end > at) {
        this.#settleSurrogate()
        this.#stage(source, at, end)
      }
      at = end + 1
      if (backslash === -1) return
      const simple = SIMPLE_ESCAPES[source[at] ?? 0]!
      if (simple === 0) this.#escape = '\\'
      else {
        this.#unit(simple)
        this.#extraSource++
        at++
      }
    }
  }

  pushText(text: string): void {
    this.#wellFormed &&= text.isWellFormed()
    for (let at = 0; at < text.length; ) {
      let end = Math.min(at + PIECE / 4, text.length)
      if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--
      this.#stage(Buffer.from(text.slice(at, end)))
      at = end
    }
    this.#escapedControls = Infinity // a string in memory may hold any character
  }

  end(): StringFacts {
    this.#settleSurrogate()
    if (this.#escape !== '') this.#fault ??= 'bad-escape'
    this.#flush()
    this.#countUnits(Buffer.alloc(0), true)
    if (this.#controls > this.#escapedControls) this.#fault ??= 'control-character'
    return {
      length: this.#length,
      head: this.#head!,
      tail: wholeCharacters(this.#tail),
      payloadStart: this.#payloadStart,
      base64: this.#base64.end(),
      sampleChecksum: this.#sampleChecksum,
      wellFormed: this.#wellFormed,
      sourceLength: this.#length + this.#extraSource,
      ...(this.#fault && { fault: this.#fault }),
    }
  }

  /** Takes the next character of an escape: `\n` is complete with its second, `\u0041` with its sixth. */
  #continueEscape(byte: number): void {
    this.#escape += String.fromCharCode(byte)
    const escape = this.#escape
    if (escape.startsWith('\\u')) {
      if (escape.length < 6) return
      const unit = Number(`0x${escape.slice(2)}`)
      if (Number.isNaN(unit) || /[^0-9a-fA-F]/.test(escape.slice(2))) this.#fault ??= 'bad-escape'
      else this.#unit(unit)
    } else {
      const unit = SIMPLE_ESCAPES[byte]!
      if (unit === 0) this.#fault ??= 'bad-escape'
      else this.#unit(unit)
    }
    this.#extraSource += escape.length - 1
    this.#escape = ''
  }

  /** One UTF-16 code unit from an escape; a pair of surrogates comes as two. */
  #unit(unit: number): void {
    if (this.#highSurrogate !== 0 && unit >= 0xdc00 && unit <= 0xdfff) {
      const pair = String.fromCharCode(this.#highSurrogate, unit)
      this.#highSurrogate = 0
      this.#stage(Buffer.from(pair))
      return
    }
    this.#settleSurrogate()
    if (isHighSurrogate(unit)) {
      this.#highSurrogate = unit
      return
    }
    if (unit < 0x20) this.#escapedControls++
    if (unit < 0x80) {
      this.#staging[this.#staged++] = unit
      if (this.#staged === this.#staging.length) this.#flush()
      return
    }
    if (unit >= 0xdc00 && unit <= 0xdfff) this.#wellFormed = false
    this.#stage(Buffer.from(String.fromCharCode(unit)))
  }

  /** Whatever comes next is no low surrogate, so a waiting high one stays alone; it becomes U+FFFD. */
  #settleSurrogate(): void {
    if (this.#highSurrogate === 0) return
    this.#highSurrogate = 0
    this.#wellFormed = false
    this.#stage(Buffer.from('\ufffd'))
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

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function countControls(utf8: Buffer): number {
  let count = 0
  for (let at = 0; at < utf8.length; at++) if (utf8[at]! < 0x20) count++
  return count
}

/** Text without the pieces of characters that a cut left at either end. */
function wholeCharacters(utf8: Buffer): string {
  let from = 0
  while (from < Math.min(3, utf8.length) && (utf8[from]! & 0xc0) === 0x80) from++
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8.subarray(from), { stream: true })
}
