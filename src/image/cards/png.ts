import { crc32 } from 'node:zlib'
import { DOT, pixelRow, type Picture } from './picture.ts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/**
 * The picture as PNG, four pixels in a byte. Nothing is compressed: Node's compressor makes other bytes in other versions, and a
 * card is to have the same ones everywhere.
 */
export function drawPng(picture: Picture): Buffer {
  const { columns, rows, colours, label } = picture
  const header = Buffer.alloc(13)
  header.writeUInt32BE(columns * DOT, 0)
  header.writeUInt32BE(rows * DOT, 4)
  header.set([2, 3], 8) // bits of a pixel; it is the number of a colour
  const pixels = Array.from({ length: rows }, (_, row) => Array<Buffer>(DOT).fill(packed(pixelRow(picture, row))))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${label}`, 'latin1')),
    chunk('PLTE', Buffer.from(colours.flat())),
    chunk('IDAT', stored(Buffer.concat(pixels.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A row begins with the number of its filter: none. */
function packed(pixels: Uint8Array): Buffer {
  const row = Buffer.alloc(1 + pixels.length / 4)
  for (const [x, pixel] of pixels.entries()) row[1 + (x >> 2)]! |= pixel << (6 - 2 * (x & 3))
  return row
}

/** A zlib stream of one block that is stored as it is; it takes up to 65,535 bytes. */
function stored(data: Buffer): Buffer {
  const header = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0])
  header.writeUInt16LE(data.length, 3)
  header.writeUInt16LE(~data.length & 0xffff, 5)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(adler32(data))
  return Buffer.concat([header, data, sum])
}

function adler32(data: Buffer): number {
  let [low, high] = [1, 0]
  for (const byte of data) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return high * 65_536 + low
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}
