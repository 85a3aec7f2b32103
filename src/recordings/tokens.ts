import type { Body } from '../body/body.ts'
import { digestOfPayload } from '../body/payload-digest.ts'
import { placeholderNumber } from '../body/placeholder.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { countsByBytes, digestOfText, isCanonical } from './digest.ts'
import { edited } from './edit.ts'
import type { FindSecrets } from './find-secrets.ts'
import { isEncoded, REDACTED } from './known-secrets.ts'
import type { BlobReference } from './recording.ts'

/** Longer texts count by their digests. */
const LONGEST = 64

/** A body whose values can be compared with those of another one, wherever either comes from. */
export interface Comparable {
  /** Scanned with `recordingDigest`. */
  readonly body: Body
  /** The images that it names by their digests alone. */
  readonly blobs: ReadonlyMap<string, BlobReference>
  /** The pointers of those that it still holds. */
  readonly images: ReadonlySet<string>
  readonly find: FindSecrets
}

/**
 * What tells a string of the body from others: equal for equal images, for texts that are equal but for secrets, and for nothing else.
 * `pointer` is absent where no image can be.
 */
export function tokenOfString({ body, blobs, images, find }: Comparable, text: string, pointer?: string): string {
  const head = body.head(text)
  const prefix = head.slice(0, parseDataUrl(head)?.payloadStart ?? 0)
  const blob = pointer === undefined ? undefined : blobs.get(pointer)
  if (blob !== undefined) return tokenOfBytes(prefix, blob.sha256)
  const mayBeImage = pointer !== undefined && images.has(pointer)
  const isLong = placeholderNumber(text) !== undefined
  if (isLong || mayBeImage || isEncoded(head)) {
    const facts = body.facts(text)
    if (countsByBytes(facts)) return tokenOfBytes(prefix, facts.sha256 ?? digestOfPayload(head))
    // Too short to be known for base64 by its beginning.
    if (mayBeImage && facts.length === head.length && isCanonical(facts.base64, head.length - prefix.length)) return tokenOfBytes(prefix, digestOfPayload(head))
    if (facts.sha256 !== undefined) return `#${facts.sha256}`
  }
  const plain = edited(head, find(head))
  // A short text may be what is left of one that was long.
  return plain.length > LONGEST || plain.includes(REDACTED) ? `#${digestOfText(plain)}` : JSON.stringify(plain)
}

/** True for the token of a string that counts by the bytes that it encodes; these end with their digest. */
export function countsBytes(token: string): boolean {
  return token.startsWith('#"')
}

function tokenOfBytes(prefix: string, sha256: string): string {
  return `#${JSON.stringify(prefix)}${sha256}`
}
