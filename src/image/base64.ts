/** What a text is when it is read strictly as base64 (RFC 4648, section 4). Offsets count characters from its start. */
export interface Base64Facts {
  /** Characters that carry bits, of the standard or the URL-safe alphabet. */
  readonly digits: number
  /** The first character that no reading of base64 allows, a `=` before the end among them. */
  readonly foreign?: { readonly offset: number; readonly character: string }
  /** The first `-` or `_`. */
  readonly urlSafe?: { readonly offset: number; readonly character: string }
  /** The first space, tab or line break. */
  readonly whitespace?: { readonly offset: number; readonly character: string }
  /** How many `=` end the text. */
  readonly padding: number
  /** True when the last digit holds bits that belong to no byte. */
  readonly trailingBits: boolean
}

// What each byte is: 0-63 a digit's value, 64 more for the URL-safe ones, and the kinds below.
const SPACE = 128
const EQUALS = 129
const FOREIGN = 255
const KIND = new Uint8Array(256).fill(FOREIGN)
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
for (let value = 0; value < 64; value++) KIND[ALPHABET.charCodeAt(value)] = value
KIND['-'.charCodeAt(0)] = 64 + 62
KIND['_'.charCodeAt(0)] = 64 + 63
KIND['='.charCodeAt(0)] = EQUALS
for (const space of ' \t\r\n') KIND[space.charCodeAt(0)] = SPACE

/** The longest piece that `Base64Check.push` takes: what it decodes into stays in the processor's cache. */
export const PIECE = 65_536
const scratch = Buffer.allocUnsafe(PIECE)

/**
 * True when every byte, of a number that four divides, is of the standard alphabet. Node's decoder runs at memory speed and skips what it does not know,
 * so the text is sound when no byte of it is skipped; only the URL-safe pair must be looked for apart.
 */
function isAlphabet(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  return scratch.write(text, 'base64') === (text.length / 4) * 3 && !text.includes('-') && !text.includes('_')
}

/** Judges base64 that arrives in pieces, in one pass, without keeping it. */
export class Base64Check {
  #offset = 0
  #digits = 0
  #padding = 0
  #paddingOffset = 0
  #lastValue = 0
  #foreign: Base64Facts['foreign']
  #urlSafe: Base64Facts['urlSafe']
  #whitespace: Base64Facts['whitespace']

  /** Takes the next piece, of at most `PIECE` bytes. True when it holds digits and padding only. */
  push(piece: Buffer): boolean {
    if (this.#foreign !== undefined) return false // nothing that follows can change the verdict
    // The end is always read byte by byte: padding and trailing bits are there.
    const body = Math.max(0, (piece.length - 4) & ~3)
    const sound = body > 0 && this.#padding === 0 && isAlphabet(piece.subarray(0, body))
    if (sound) {
      this.#digits += body
      this.#lastValue = KIND[piece[body - 1]!]!
      this.#offset += body
    }
    return this.#readBytes(piece, sound ? body : 0)
  }

  end(): Base64Facts {
    const spareBits = { 2: 0b1111, 3: 0b11 }[this.#digits % 4] ?? 0
    return {
      digits: this.#digits,
      padding: this.#padding,
      trailingBits: (this.#lastValue & spareBits) !== 0,
      ...(this.#foreign && { foreign: this.#foreign }),
      ...(this.#urlSafe && { urlSafe: this.#urlSafe }),
      ...(this.#whitespace && { whitespace: this.#whitespace }),
    }
  }

  #readBytes(piece: Buffer, from: number): boolean {
    let clean = true
    for (let at = from; at < piece.length; at++, this.#offset++) {
      const kind = KIND[piece[at]!]!
      if (kind < SPACE) {
        // Digits behind a `=`: it was no padding.
        if (this.#padding > 0) {
          this.#foreign = { offset: this.#paddingOffset, character: '=' }
          return false
        }
        if (kind >= 64) this.#urlSafe ??= { offset: this.#offset, character: String.fromCharCode(piece[at]!) }
        this.#digits++
        this.#lastValue = kind & 63
      } else if (kind === EQUALS) {
        if (this.#padding++ === 0) this.#paddingOffset = this.#offset
      } else if (kind === SPACE) {
        this.#whitespace ??= { offset: this.#offset, character: String.fromCharCode(piece[at]!) }
        clean = false
      } else {
        this.#foreign = { offset: this.#offset, character: characterAt(piece, at) }
        return false
      }
    }
    return clean
  }
}

function characterAt(utf8: Buffer, at: number): string {
  return String.fromCodePoint(utf8.toString('utf8', at, at + 4).codePointAt(0)!)
}

/** How many bytes the digits decode to. */
export function decodedLength(base64: Base64Facts): number {
  return Math.floor((base64.digits * 3) / 4)
}
