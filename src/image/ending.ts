/** What the last bytes of an image file say of its completeness. */
export type Ending = 'complete' | 'truncated' | 'trailing-junk'

const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex')
const JPEG_END = Buffer.from('ffd9', 'hex')
// The end of the last frame's data, then the trailer.
const GIF_END = Buffer.from('003b', 'hex')

/**
 * Looks for the end that a file of this type must have. `head` and `tail` are its first and last bytes, `length` its size. Only
 * the last bytes are seen: so much junk that the true end is beyond them looks like a file that was cut.
 */
export function endingOf(mediaType: string, head: Buffer, tail: Buffer, length: number): Ending {
  switch (mediaType) {
    case 'image/png':
      return byMarker(tail, PNG_END)
    case 'image/jpeg':
      return byMarker(tail, JPEG_END)
    case 'image/gif':
      return byMarker(tail, GIF_END)
    case 'image/webp':
      return bySize(length, head.length < 8 ? Infinity : head.readUInt32LE(4) + 8)
    case 'image/bmp':
      return bySize(length, head.length < 6 ? Infinity : head.readUInt32LE(2))
    default:
      return 'complete'
  }
}

function byMarker(tail: Buffer, marker: Buffer): Ending {
  const at = tail.lastIndexOf(marker)
  if (at === -1) return 'truncated'
  return at + marker.length === tail.length ? 'complete' : 'trailing-junk'
}

/** The header tells the size of the whole file; chunks are padded to even sizes, and writers count the padding or not. */
function bySize(length: number, stated: number): Ending {
  if (length < stated) return 'truncated'
  return length > stated + 1 ? 'trailing-junk' : 'complete'
}
