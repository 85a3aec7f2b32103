/** Whatever bytes can turn out to be that people send as images, and how each is known by its first bytes. */
export interface ByteKind {
  /** The media type, or the name of what has none. */
  readonly mediaType: string
  /** For a sentence: `the bytes are {name}`. */
  readonly name: string
  readonly matches: (bytes: Buffer) => boolean
}

function ascii(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to)
}

function startsWith(...first: number[]): (bytes: Buffer) => boolean {
  return (bytes) => bytes.length >= first.length && first.every((byte, index) => bytes[index] === byte)
}

/** ISO base media files (HEIC, AVIF, MP4) name their brand behind `ftyp`. */
function brand(...brands: string[]): (bytes: Buffer) => boolean {
  return (bytes) => ascii(bytes, 4, 8) === 'ftyp' && brands.includes(ascii(bytes, 8, 12))
}

function markup(...tags: string[]): (bytes: Buffer) => boolean {
  return (bytes) => {
    const text = bytes.toString('utf8', 0, 1024).replace(/^\ufeff/, '').trimStart().toLowerCase()
    return text.startsWith('<') && tags.some((tag) => text.includes(tag))
  }
}

function isText(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 512)
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
  } catch {
    return false
  }
  return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}

/** In the order in which they are tried. */
export const BYTE_KINDS: readonly ByteKind[] = [
  { mediaType: 'image/png', name: 'a PNG image', matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', name: 'a JPEG image', matches: startsWith(0xff, 0xd8, 0xff) },
  { mediaType: 'image/gif', name: 'a GIF image', matches: (bytes) => /^GIF8[79]a/.test(ascii(bytes, 0, 6)) },
  {
    mediaType: 'image/webp',
    name: 'a WebP image',
    matches: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP',
  },
  { mediaType: 'image/bmp', name: 'a BMP image', matches: (bytes) => ascii(bytes, 0, 2) === 'BM' && bytes.length >= 14 },
  { mediaType: 'image/avif', name: 'an AVIF image', matches: brand('avif', 'avis') },
  { mediaType: 'image/heic', name: 'a HEIC image', matches: brand('heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1', 'heim', 'heis') },
  { mediaType: 'video/mp4', name: 'an MP4 video', matches: (bytes) => ascii(bytes, 4, 8) === 'ftyp' },
  {
    mediaType: 'image/tiff',
    name: 'a TIFF image',
    matches: (bytes) => startsWith(0x49, 0x49, 0x2a, 0)(bytes) || startsWith(0x4d, 0x4d, 0, 0x2a)(bytes),
  },
  { mediaType: 'image/x-icon', name: 'an ICO image', matches: startsWith(0, 0, 1, 0) },
  { mediaType: 'image/jxl', name: 'a JPEG XL image', matches: startsWith(0xff, 0x0a) },
  { mediaType: 'application/pdf', name: 'a PDF document', matches: (bytes) => ascii(bytes, 0, 5) === '%PDF-' },
  { mediaType: 'application/zip', name: 'a ZIP archive', matches: startsWith(0x50, 0x4b, 3, 4) },
  { mediaType: 'application/gzip', name: 'gzip data', matches: startsWith(0x1f, 0x8b) },
  { mediaType: 'image/svg+xml', name: 'an SVG image', matches: markup('<svg') },
  { mediaType: 'text/html', name: 'an HTML page', matches: markup('<!doctype html', '<html', '<head', '<body') },
  { mediaType: 'application/octet-stream', name: 'zero bytes', matches: (bytes) => bytes.subarray(0, 64).every((byte) => byte === 0) },
  { mediaType: 'text/plain', name: 'text', matches: isText },
]

/** What the first bytes of a file say it is, or `undefined` when nothing is known that begins like this. */
export function kindOfBytes(head: Buffer): ByteKind | undefined {
  return head.length === 0 ? undefined : BYTE_KINDS.find((kind) => kind.matches(head))
}
