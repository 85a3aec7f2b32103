import { imageSize } from 'image-size'

/** Of the types in question, WebP's size stands last: in bytes 26 to 29. No image is shorter. */
const SHORTEST_HEADER = 30

/** Width and height in pixels. */
export interface Dimensions {
  readonly width: number
  readonly height: number
}

/**
 * What the header of an image file says of its size, from the file's first bytes; `undefined` where they do not reach that
 * far or are damaged.
 */
export function dimensionsOf(head: Buffer): Dimensions | undefined {
  // The library takes what is missing for zeroes.
  if (head.length < SHORTEST_HEADER) return undefined
  try {
    // A copy with an ArrayBuffer of its own: the library reads past the end of a view.
    const { width, height } = imageSize(new Uint8Array(head))
    return width > 0 && height > 0 ? { width, height } : undefined
  } catch {
    return undefined
  }
}
