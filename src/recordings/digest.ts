import { createHash, hash } from 'node:crypto'
import { PayloadDigest, type StringDigest } from '../body/payload-digest.ts'
import type { StringFacts } from '../body/string-facts.ts'
import { Base64Check, type Base64Facts } from '../image/base64.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { edited } from './edit.ts'
import { secretFinder, type FindSecrets } from './find-secrets.ts'
import { isEncoded } from './known-secrets.ts'

const findKnown = secretFinder([])

/**
 * The digest of a long string, for `new BodyScanner({ digest: recordingDigest })`, so that the body's key can be told without its
 * images at hand. Canonical base64 counts by the bytes that it encodes, anything else by all of its text, without known secrets.
 */
export function recordingDigest(head: string): StringDigest {
  return isEncoded(head) ? new EncodedDigest(head) : new TextDigest(findKnown)
}

/** The same where more is known to be secret: what the recordings were made without, and the credentials of the request. */
export function recordingDigestWithout(secrets: readonly string[]): (head: string) => StringDigest {
  const find = secretFinder(secrets)
  return (head) => (isEncoded(head) ? new EncodedDigest(head) : new TextDigest(find))
}

/** SHA-256 of a text, in hexadecimal digits. */
export function digestOfText(text: string): string {
  return hash('sha256', text)
}

/** True for base64 that any encoder would write just so, since it tells as much as its bytes do. `length` counts its characters. */
export function isCanonical({ digits, padding, trailingBits, foreign, urlSafe, whitespace }: Base64Facts, length: number): boolean {
  const isPure = foreign === undefined && urlSafe === undefined && whitespace === undefined && !trailingBits
  return isPure && length > 0 && length % 4 === 0 && digits + padding === length && padding < 3
}

/** True where a string counts by the bytes that it encodes. */
export function countsByBytes({ head, length, payloadStart, base64 }: StringFacts): boolean {
  return isEncoded(head) && isCanonical(base64, length - payloadStart)
}

/** Of a string that may hold an image. It is not kept: it may weigh as much as the whole body. */
class EncodedDigest implements StringDigest {
  readonly #payload: PayloadDigest
  readonly #text = createHash('sha256')
  readonly #check = new Base64Check()
  readonly #payloadStart: number
  #bytes = 0

  constructor(head: string) {
    this.#payload = new PayloadDigest(head)
    this.#payloadStart = Buffer.byteLength(head.slice(0, parseDataUrl(head)?.payloadStart ?? 0))
  }

  push(piece: Buffer): void {
    this.#payload.push(piece)
    this.#text.update(piece)
    this.#check.push(piece.subarray(Math.max(0, this.#payloadStart - this.#bytes)))
    this.#bytes += piece.length
  }

  end(): string {
    const isPlain = isCanonical(this.#check.end(), this.#bytes - this.#payloadStart)
    return isPlain ? this.#payload.end() : this.#text.digest('hex')
  }
}

/** Of any other string, which is kept to its end: a secret may be anywhere in it. */
class TextDigest implements StringDigest {
  readonly #find: FindSecrets
  readonly #pieces: Buffer[] = []

  constructor(find: FindSecrets) {
    this.#find = find
  }

  push(piece: Buffer): void {
    this.#pieces.push(Buffer.from(piece))
  }

  end(): string {
    const text = Buffer.concat(this.#pieces.splice(0)).toString()
    return digestOfText(edited(text, this.#find(text)))
  }
}
