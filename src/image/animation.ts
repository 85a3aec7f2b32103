/** True when the first bytes of a GIF or WebP file show that it has several frames. */
export function isAnimated(mediaType: string, head: Buffer): boolean {
  if (mediaType === 'image/webp') return head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0b10) !== 0
  return mediaType === 'image/gif' && framesOfGif(head) > 1
}

const EXTENSION = 0x21
const FRAME = 0x2c

/** Counts the frames of a GIF as far as `head` reaches, but not beyond the second. */
function framesOfGif(head: Buffer): number {
  let frames = 0
  let at = 13 + colourTable(head[10])
  while (at < head.length && frames < 2) {
    if (head[at] === EXTENSION) at = behindSubBlocks(head, at + 2)
    else if (head[at] === FRAME) {
      frames++
      at = behindSubBlocks(head, at + 11 + colourTable(head[at + 9]))
    } else break
  }
  return frames
}

/** How many bytes of colours follow a descriptor with these flags. */
function colourTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Data come in blocks that begin with their length; one of length 0 ends them. */
function behindSubBlocks(head: Buffer, from: number): number {
  let at = from
  while (at < head.length && head[at] !== 0) at += head[at]! + 1
  return at + 1
}
