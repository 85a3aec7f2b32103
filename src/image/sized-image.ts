import { crc32 } from 'node:zlib'

/** The types that a file can be made of. */
export const SIZED_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'] as const
export type SizedType = (typeof SIZED_TYPES)[number]

/** What file to make: a real image of 96 x 96 pixels, whole and of one frame. */
export interface SizedImage {
  readonly mediaType: SizedType
  /** Bytes of the file; `smallestImage` tells the fewest. */
  readonly bytes: number
  /** From 0 to 2^32 - 1. Images with different marks have different bytes. */
  readonly mark: number
}

/** A file as its beginning, as many bytes of one value as it takes, and its end. */
interface Layout {
  readonly filler: number
  /** `gap` is the number of fillers, `total` the size of the file. */
  readonly head: (mark: Buffer, gap: number, total: number) => Buffer
  readonly tail: (mark: Buffer, gap: number) => Buffer
}

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAGAAAABgAQAAAADK40qVAAAAGElEQVR42mP8z4AATAyjnFHOKGeUM2w4ALNbAb9g9uGYAAAAAElFTkSuQmCC', 'base64')
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCABgAGABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB//2Q==',
  'base64',
)
const GIF = Buffer.from(
  'R0lGODdhYABgAIEAAP///wAAAAAAAAAAACwAAAAAYABgAEAInAABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtKnTp1CjSp1KtarVq1izat3KtavXr2DDih1LtqzZs2jTql3Ltq3bt3Djyp1Lt67du3jz6t3Lt6/fv4ADCx5MuLDhwyQDAgA7',
  'base64',
)
const WEBP = Buffer.from('UklGRhYAAABXRUJQVlA4TAoAAAAvX8AXAEWRI/of', 'base64')
/** File and image header, two colours, then 96 rows of 96 bits. */
const BMP_HEADER = Buffer.from('424d000000000000000000000000280000006000000060000000010001000000000080040000c40e0000c40e0000020000000200000000000000ffffff00', 'hex')
const BMP_PIXELS = Buffer.alloc(96 * 12)

/** The name of a chunk of no meaning; in PNG its letters say that it is private and may be skipped. */
const CHUNK_NAME = Buffer.from('paDd')

const LAYOUTS: Readonly<Record<SizedType, Layout>> = {
  // A private chunk before the last one. Its checksum covers the gap.
  'image/png': {
    filler: 0,
    head: (mark, gap) => Buffer.concat([PNG.subarray(0, -12), uint32be(4 + gap), CHUNK_NAME, mark]),
    tail: (mark, gap) => Buffer.concat([uint32be(crcOfZeroes(crc32(Buffer.concat([CHUNK_NAME, mark])), gap)), PNG.subarray(-12)]),
  },
  // A comment; then fill bytes, of which any number may stand before a marker.
  'image/jpeg': {
    filler: 0xff,
    head: (mark) => Buffer.concat([JPEG.subarray(0, 2), Buffer.from('fffe0006', 'hex'), mark, JPEG.subarray(2, -2)]),
    tail: () => JPEG.subarray(-2),
  },
  // A comment in blocks that begin with their length: one that holds the mark, then blocks of one byte.
  'image/gif': {
    filler: 1,
    head: (mark, gap) => Buffer.concat([GIF.subarray(0, -1), Buffer.from([0x21, 0xfe, gap % 2 === 0 ? 4 : 5]), mark]),
    tail: () => Buffer.from([0, 0x3b]),
  },
  // An unknown chunk behind the image. Chunks have even sizes: the last byte of an odd file stands behind all of them.
  'image/webp': {
    filler: 0,
    head: (mark, gap, total) =>
      Buffer.concat([Buffer.from('RIFF'), uint32le(total - (total % 2) - 8), WEBP.subarray(8), CHUNK_NAME, uint32le(4 + gap - (gap % 2)), mark]),
    tail: () => Buffer.alloc(0),
  },
  // A gap between the header, which tells where the pixels begin, and the pixels.
  'image/bmp': {
    filler: 0,
    head: (mark, gap, total) => {
      const header = Buffer.from(BMP_HEADER)
      header.writeUInt32LE(total, 2)
      header.writeUInt32LE(header.length + mark.length + gap, 10)
      return Buffer.concat([header, mark])
    },
    tail: () => BMP_PIXELS,
  },
}

/** The fewest bytes that a file of this type can be made of. */
export function smallestImage(mediaType: SizedType): number {
  const { head, tail } = LAYOUTS[mediaType]
  const mark = uint32be(0)
  // How long they are does not depend on what is asked for.
  return head(mark, 0, 1024).length + tail(mark, 0).length
}

/** The base64 text of the file. Costs next to nothing for large ones too: what fills them is a piece of one shared string. */
export function sizedImage({ mediaType, bytes, mark }: SizedImage): string {
  const { filler, head, tail } = LAYOUTS[mediaType]
  const gap = bytes - smallestImage(mediaType)
  if (gap < 0) throw new RangeError(`A file of type ${mediaType} has at least ${smallestImage(mediaType)} bytes, not ${bytes}.`)
  const markBytes = uint32be(mark)
  const start = head(markBytes, gap, bytes)
  // Base64 can be joined at every third byte only.
  const leading = Math.min(gap, (3 - (start.length % 3)) % 3)
  const middle = Math.floor((gap - leading) / 3)
  const trailing = gap - leading - middle * 3
  const end = tail(markBytes, gap)
  if (middle === 0) return Buffer.concat([start, Buffer.alloc(gap, filler), end]).toString('base64')
  return (
    Buffer.concat([start, Buffer.alloc(leading, filler)]).toString('base64') +
    fillers(filler, middle * 4) +
    Buffer.concat([Buffer.alloc(trailing, filler), end]).toString('base64')
  )
}

const patterns = new Map<number, string>()

function fillers(filler: number, characters: number): string {
  let pattern = patterns.get(filler) ?? ''
  if (pattern.length < characters) {
    pattern = Buffer.alloc(3, filler).toString('base64').repeat(Math.max(1 << 12, characters / 4))
    patterns.set(filler, pattern)
  }
  return pattern.slice(0, characters)
}

const ZEROES = Buffer.alloc(1 << 16)

function crcOfZeroes(start: number, length: number): number {
  let crc = start
  for (let left = length; left > 0; left -= ZEROES.length) crc = crc32(ZEROES.subarray(0, Math.min(left, ZEROES.length)), crc)
  return crc
}

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint32le(value: number): Buffer {
  return uint32be(value).reverse()
}
