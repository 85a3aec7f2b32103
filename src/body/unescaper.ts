const BACKSLASH = 0x5c
/** What an escape of two characters means, by the second one; 0 where there is no such escape. */
const SIMPLE_ESCAPES = new Uint8Array(256)
for (const pair of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) SIMPLE_ESCAPES[pair.charCodeAt(0)] = pair.charCodeAt(1)
/** Each ASCII character as a byte that can be passed on without making a new one. */
const ASCII = Buffer.from(Array.from({ length: 128 }, (_, unit) => unit))
const REPLACEMENT = Buffer.from('\ufffd')

/** Takes bytes `[from, to)` of a text in UTF-8; they may be overwritten afterwards. */
export type TextSink = (utf8: Buffer, from: number, to: number) => void

/** Undoes the escapes of a JSON string whose source arrives in pieces of any size, and passes its text on. */
export class Unescaper {
  /** False once half of a surrogate pair was met; it is passed on as U+FFFD. */
  wellFormed = true
  /** True once an escape was met that JSON does not have. */
  faulty = false
  /** How many UTF-16 code units longer the source is than its text. */
  extraLength = 0
  /** How many control characters were written as escapes, as they must be. */
  controls = 0
  readonly #sink: TextSink
  #escape = ''
  #highSurrogate = 0

  constructor(sink: TextSink) {
    this.#sink = sink
  }

  push(source: Buffer): void {
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
        this.#sink(source, at, end)
      }
      at = end + 1
      if (backslash === -1) return
      const simple = SIMPLE_ESCAPES[source[at] ?? 0]!
      if (simple === 0) this.#escape = '\\'
      else {
        this.#unit(simple)
        this.extraLength++
        at++
      }
    }
  }

  end(): void {
    this.#settleSurrogate()
    if (this.#escape !== '') this.faulty = true
  }

  /** Takes the next character of an escape: `\n` is complete with its second, `\u0041` with its sixth. */
  #continueEscape(byte: number): void {
    this.#escape += String.fromCharCode(byte)
    const escape = this.#escape
    if (escape.startsWith('\\u')) {
      if (escape.length < 6) return
      if (/^\\u[0-9a-fA-F]{4}$/.test(escape)) this.#unit(Number.parseInt(escape.slice(2), 16))
      else this.faulty = true
    } else {
      const unit = SIMPLE_ESCAPES[byte]!
      if (unit === 0) this.faulty = true
      else this.#unit(unit)
    }
    this.extraLength += escape.length - 1
    this.#escape = ''
  }

  /** One UTF-16 code unit; a pair of surrogates comes as two. */
  #unit(unit: number): void {
    if (this.#highSurrogate !== 0 && isLowSurrogate(unit)) {
      const pair = Buffer.from(String.fromCharCode(this.#highSurrogate, unit))
      this.#highSurrogate = 0
      this.#sink(pair, 0, pair.length)
      return
    }
    this.#settleSurrogate()
    if (unit < 0x80) {
      if (unit < 0x20) this.controls++
      this.#sink(ASCII, unit, unit + 1)
    } else if (isHighSurrogate(unit)) {
      this.#highSurrogate = unit
    } else {
      if (isLowSurrogate(unit)) this.wellFormed = false
      const character = Buffer.from(String.fromCharCode(unit))
      this.#sink(character, 0, character.length)
    }
  }

  /** Whatever comes next is no low surrogate, so a waiting high one stays alone. */
  #settleSurrogate(): void {
    if (this.#highSurrogate === 0) return
    this.#highSurrogate = 0
    this.wellFormed = false
    this.#sink(REPLACEMENT, 0, REPLACEMENT.length)
  }
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
