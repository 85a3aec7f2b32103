import { crc32 } from 'node:zlib'

/** The types that a file can be made of. */
export const SIZED_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'] as const
export type SizedType = (typeof SIZED_TYPES)[number]

/** A file as its beginning, as many bytes of one value as it takes, and its end. */
export interface PaddedFile {
  /** All of the picture, and what tells the padding behind it. */
  readonly start: Buffer
  readonly filler: number
  /** The number of fillers. */
  readonly gap: number
  readonly end: Buffer
}

/** A file to be brought to a size. */
export interface Padding {
  readonly mediaType: SizedType
  /** A whole file of that type. */
  readonly file: Buffer
  /** From 0 to 2^32 - 1. Files with different marks have different bytes. */
  readonly mark: number
  /** Bytes of the padded file; `smallestPadded` tells the fewest. */
  readonly bytes: number
}

/** How a type takes bytes of no meaning behind its picture. */
interface Layout {
  readonly filler: number
  /** `gap` is the number of fillers, `total` the size of the file. */
  readonly head: (file: Buffer, mark: Buffer, gap: number, total: number) => Buffer
  readonly tail: (file: Buffer, mark: Buffer, gap: number) => Buffer
}

/** The name of a chunk of no meaning; in PNG its letters say that it is private and may be skipped. */
const CHUNK_NAME = Buffer.from('paDd')

const LAYOUTS: Readonly<Record<SizedType, Layout>> = {
  // A private chunk before the last one. Its checksum covers the gap.
  'image/png': {
    filler: 0,
    head: (file, mark, gap) => Buffer.concat([file.subarray(0, -12), uint32be(4 + gap), CHUNK_NAME, mark]),
    tail: (file, mark, gap) => Buffer.concat([uint32be(crcOfZeroes(crc32(Buffer.concat([CHUNK_NAME, mark])), gap)), file.subarray(-12)]),
  },
  // A comment; then fill bytes, of which any number may stand before a marker.
  'image/jpeg': {
    filler: 0xff,
    head: (file, mark) => Buffer.concat([file.subarray(0, 2), Buffer.from('fffe0006', 'hex'), mark, file.subarray(2, -2)]),
    tail: (file) => file.subarray(-2),
  },
  // A comment in blocks that begin with their length: one that holds the mark, then blocks of one byte.
  'image/gif': {
    filler: 1,
    head: (file, mark, gap) => Buffer.concat([file.subarray(0, -1), Buffer.from([0x21, 0xfe, gap % 2 === 0 ? 4 : 5]), mark]),
    tail: () => Buffer.from([0, 0x3b]),
  },
  // An unknown chunk behind the image. Chunks have even sizes: the last byte of an odd file stands behind all of them.
  'image/webp': {
    filler: 0,
    head: (file, mark, gap, total) =>
      Buffer.concat([Buffer.from('RIFF'), uint32le(total - (total % 2) - 8), file.subarray(8), CHUNK_NAME, uint32le(4 + gap - (gap % 2)), mark]),
    tail: () => Buffer.alloc(0),
  },
  // Bytes behind the pixels, which the header counts in.
  'image/bmp': {
    filler: 0,
    head: (file, mark, _gap, total) => Buffer.concat([file.subarray(0, 2), uint32le(total), file.subarray(6), mark]),
    tail: () => Buffer.alloc(0),
  },
}

/** The fewest bytes that `file` can be padded to. */
export function smallestPadded(mediaType: SizedType, file: Buffer): number {
  const { head, tail } = LAYOUTS[mediaType]
  const mark = uint32be(0)
  // How long they are does not depend on what is asked for.
  return head(file, mark, 0, 1024).length + tail(file, mark, 0).length
}

/** The file of the wanted size. Throws a RangeError for a size that it cannot have. */
export function padded({ mediaType, file, mark, bytes }: Padding): PaddedFile {
  const { filler, head, tail } = LAYOUTS[mediaType]
  const gap = bytes - smallestPadded(mediaType, file)
  if (!Number.isSafeInteger(gap) || gap < 0) {
    throw new RangeError(`A file of type ${mediaType} has at least ${smallestPadded(mediaType, file)} bytes, not ${bytes}.`)
  }
  const markBytes = uint32be(mark)
  return { start: head(file, markBytes, gap, bytes), filler, gap, end: tail(file, markBytes, gap) }
}

const ZEROES = Buffer.alloc(1 << 16)

function crcOfZeroes(start: number, length: number): number {
  if (length < ZEROES.length) return crc32(ZEROES.subarray(0, length), start)
  const key = `${start} ${length}`
  const known = crcs.get(key)
  if (known !== undefined) return known
  let crc = start
  for (let left = length; left > 0; left -= ZEROES.length) crc = crc32(ZEROES.subarray(0, Math.min(left, ZEROES.length)), crc)
  if (crcs.size === MOST_CRCS) crcs.clear()
  crcs.set(key, crc)
  return crc
}

/** Of large files. Those just at a limit are asked for again and again, and to read through their zeroes takes longer than all else. */
const crcs = new Map<string, number>()
const MOST_CRCS = 64

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint32le(value: number): Buffer {
  return uint32be(value).reverse()
}
