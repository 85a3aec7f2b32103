import { createHash } from 'node:crypto'
import { parseDataUrl } from '../image/data-url.ts'

const NOT_BASE64 = /[^\w+/=\s-]/

/** Takes in a string while it passes by in pieces, and says at its end what it was. */
export interface StringDigest {
  /** A piece is good until the next one comes. */
  push(piece: Buffer): void
  /** In hexadecimal digits. */
  end(): string
}

/** SHA-256 of the bytes that base64 text encodes, while it passes by in pieces, with or without the prefix of a data URL. */
export class PayloadDigest implements StringDigest {
  readonly #hash = createHash('sha256')
  /** How much of the prefix is still to come. */
  #prefix: number
  /** Digits that make no whole group of four yet. */
  #rest = ''

  /** `head` is how the text begins, and is told again by `push`. */
  constructor(head: string) {
    this.#prefix = Buffer.byteLength(head.slice(0, parseDataUrl(head)?.payloadStart ?? 0))
  }

  push(piece: Buffer): void {
    const skipped = Math.min(this.#prefix, piece.length)
    this.#prefix -= skipped
    const text = this.#rest + withoutSpace(piece.toString('latin1', skipped))
    const whole = text.length - (text.length % 4)
    this.#hash.update(text.slice(0, whole), 'base64')
    this.#rest = text.slice(whole)
  }

  /** In hexadecimal digits. */
  end(): string {
    return this.#hash.update(this.#rest, 'base64').digest('hex')
  }
}

/** The digest of a string that begins like this; `undefined` where it cannot be base64, so that a digest would say nothing. */
export function payloadDigest(head: string): PayloadDigest | undefined {
  const start = parseDataUrl(head)?.payloadStart ?? 0
  return NOT_BASE64.test(head.slice(start, start + 64)) ? undefined : new PayloadDigest(head)
}

/** The same digest of a text that is at hand. */
export function digestOfPayload(text: string): string {
  const digest = new PayloadDigest(text)
  digest.push(Buffer.from(text))
  return digest.end()
}

function withoutSpace(text: string): string {
  let kept = text
  for (const space of ' \t\r\n') if (kept.includes(space)) kept = kept.replaceAll(space, '')
  return kept
}
