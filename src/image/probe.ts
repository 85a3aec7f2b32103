import { decodedLength, type Base64Facts } from './base64.ts'
import { dimensionsOf, type Dimensions } from './dimensions.ts'
import { kindOfBytes, type ByteKind } from './kinds.ts'

/** What the first bytes of an encoded image tell. */
export interface ImageProbe {
  readonly kind: ByteKind | undefined
  readonly dimensions: Dimensions | undefined
  readonly decodedBytes: number
}

/** Looks at an image by the beginning of its base64 text. Damaged base64 is read as far as it goes. */
export function probeImage(base64Head: string, base64: Base64Facts): ImageProbe {
  const head = Buffer.from(base64Head, 'base64')
  const kind = kindOfBytes(head)
  return { kind, dimensions: kind && dimensionsOf(head), decodedBytes: decodedLength(base64) }
}
