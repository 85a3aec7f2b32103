import { isAnimated } from './animation.ts'
import { decodedLength, type Base64Facts } from './base64.ts'
import { dimensionsOf, type Dimensions } from './dimensions.ts'
import { endingOf, type Ending } from './ending.ts'
import { kindOfBytes, type ByteKind } from './kinds.ts'

/** What the first and last bytes of an encoded image tell. */
export interface ImageProbe {
  readonly kind: ByteKind | undefined
  /** Absent where the header is damaged, or lies beyond the first bytes. */
  readonly dimensions: Dimensions | undefined
  /** True when the first bytes are all there is, so that nothing lies beyond them. */
  readonly isWhole: boolean
  readonly ending: Ending
  readonly animated: boolean
  readonly decodedBytes: number
}

/**
 * Looks at an image by the beginning and the end of its base64 text, of which `length` characters are in between. Damaged
 * base64 is read as far as it goes.
 */
export function probeImage(base64Head: string, base64Tail: string, length: number, base64: Base64Facts): ImageProbe {
  const head = Buffer.from(base64Head, 'base64')
  const decodedBytes = decodedLength(base64)
  const kind = kindOfBytes(head)
  const mediaType = kind?.mediaType ?? ''
  // The tail begins anywhere in a group of four; what is before the next group is no use. Line breaks belong to no group.
  const digits = base64Tail.replaceAll(/[\s=]/g, '')
  const before = base64.foreign === undefined ? base64.digits - digits.length : length - base64Tail.length
  const tail = Buffer.from(digits.slice((4 - (before % 4)) % 4), 'base64')
  return {
    kind,
    dimensions: kind && dimensionsOf(head),
    isWhole: base64Head.length >= length,
    ending: endingOf(mediaType, head, tail, decodedBytes),
    animated: isAnimated(mediaType, head),
    decodedBytes,
  }
}
