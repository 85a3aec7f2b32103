import { lowBitsFirst, type BitSink } from './bits.ts'
import { DOT, type Picture } from './picture.ts'

// https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification

/** In which order the lengths of the codes for code lengths are told. */
const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8]
const COLOUR_INDEXING = 3

/** The picture as lossless WebP. With three colours, four pixels make one byte. */
export function drawWebp({ columns, rows, dots, colours, label }: Picture): Buffer {
  const sink = lowBitsFirst()
  sink.put(columns * DOT - 1, 14)
  sink.put(rows * DOT - 1, 14)
  sink.put(0, 4) // no transparency; version
  sink.put(1, 1)
  sink.put(COLOUR_INDEXING, 2)
  sink.put(colours.length - 1, 8)
  putColours(colours.map((colour) => [...colour, 255]), sink)
  sink.put(0, 3) // no other transform, no cache of colours, one set of codes
  putThreeCodes(sink)
  for (let code = 0; code < 4; code++) putOnlyCode(sink)
  for (let row = 0; row < rows; row++) {
    const line = dots.subarray(row * columns, (row + 1) * columns)
    for (let y = 0; y < DOT; y++) for (const dot of line) for (let byte = 0; byte < DOT / 4; byte++) putDot(dot, sink)
  }
  const chunks = Buffer.concat([chunk('VP8L', Buffer.concat([Buffer.from([0x2f]), sink.bytes()])), chunk('teXt', Buffer.from(label, 'latin1'))])
  return Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), chunks]))])
}

/** Each colour by what it differs from the one before: green, red, blue, opacity. */
function putColours(colours: readonly (readonly number[])[], sink: BitSink): void {
  sink.put(0, 1) // no cache of colours
  for (let part = 0; part < 4; part++) putByteCodes(sink)
  putOnlyCode(sink)
  for (const [index, colour] of colours.entries()) {
    for (const part of [1, 0, 2, 3]) putReversed(colour[part]! - (colours[index - 1]?.[part] ?? 0), 8, sink)
  }
}

/** Codes of eight bits for the 256 bytes: of all lengths there is but one, 8, and so the 256 lengths take no bits. */
function putByteCodes(sink: BitSink): void {
  putLengthCodes({ 8: 1 }, sink)
  sink.put(1, 1)
  sink.put(3, 3) // the number that follows has 2 + 2 · 3 bits
  sink.put(256 - 2, 8)
}

/** The code 0 for four pixels of the first colour, 10 for four of the second, 11 for four of the third; none for what is between. */
function putThreeCodes(sink: BitSink): void {
  putLengthCodes({ 18: 1, 1: 2, 2: 2 }, sink)
  sink.put(0, 1)
  const length = (isOne: boolean): void => putReversed(isOne ? 0b10 : 0b11, 2, sink)
  const zeroes = (count: number): void => {
    sink.put(0, 1)
    sink.put(count - 11, 7)
  }
  length(true)
  zeroes(0x55 - 1)
  length(false)
  zeroes(0x55 - 1)
  length(false)
  zeroes(256 + 24 - 0xaa - 1)
}

function putDot(dot: number, sink: BitSink): void {
  if (dot === 0) sink.put(0, 1)
  else putReversed(dot === 1 ? 0b10 : 0b11, 2, sink)
}

/** How long the codes for code lengths are, by the lengths that they stand for; 18 stands for many zeroes. */
function putLengthCodes(lengths: Readonly<Record<number, number>>, sink: BitSink): void {
  sink.put(0, 1) // not the short form
  sink.put(LENGTH_ORDER.length - 4, 4)
  for (const value of LENGTH_ORDER) sink.put(lengths[value] ?? 0, 3)
}

/** A code of no bits, in the short form: there is but one value, 0. */
function putOnlyCode(sink: BitSink): void {
  sink.put(0b0001, 4)
}

/** Codes are told from their highest bit on. */
function putReversed(code: number, length: number, sink: BitSink): void {
  for (let bit = length - 1; bit >= 0; bit--) sink.put(code >> bit, 1)
}

function chunk(name: string, data: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.write(name)
  header.writeUInt32LE(data.length, 4)
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)])
}
