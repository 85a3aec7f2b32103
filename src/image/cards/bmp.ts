import { DOT, pixelRow, type Picture } from './picture.ts'

const HEADERS = 14 + 40

/** The picture as BMP, two pixels in a byte, from the lowest row up. What it says of itself stands behind the pixels. */
export function drawBmp(picture: Picture): Buffer {
  const { columns, rows, colours, label } = picture
  const palette = Buffer.from(colours.flatMap(([red, green, blue]) => [blue, green, red, 0]))
  const pixels = Buffer.concat(Array.from({ length: rows }, (_, row) => Array<Buffer>(DOT).fill(packed(pixelRow(picture, rows - 1 - row)))).flat())
  const header = Buffer.alloc(HEADERS)
  header.write('BM')
  header.writeUInt32LE(HEADERS + palette.length + pixels.length + label.length, 2)
  header.writeUInt32LE(HEADERS + palette.length, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(columns * DOT, 18)
  header.writeInt32LE(rows * DOT, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(4, 28) // bits of a pixel
  header.writeUInt32LE(pixels.length, 34)
  header.writeUInt32LE(colours.length, 46)
  return Buffer.concat([header, palette, pixels, Buffer.from(label, 'latin1')])
}

/** Rows have a multiple of four bytes: a dot makes four. */
function packed(pixels: Uint8Array): Buffer {
  const row = Buffer.alloc(pixels.length / 2)
  for (const [x, pixel] of pixels.entries()) row[x >> 1]! |= pixel << (x & 1 ? 0 : 4)
  return row
}
