import { highBitsFirst, type BitSink } from './bits.ts'
import { DOT, type Colour, type Picture } from './picture.ts'

/** A table of Huffman codes: how many there are of each length from 1 to 16, and what they stand for. */
const table = (id: number, lengths: readonly number[], values: readonly number[]): Buffer =>
  segment(0xc4, Buffer.from([id, ...lengths, ...Array<number>(16 - lengths.length).fill(0), ...values]))

/** Twelve codes of four bits, each of which stands for itself: how many bits a difference has. */
const DIFFERENCES = table(0x00, [0, 0, 0, 12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
/** One code, 0: nothing follows in this square. */
const NOTHING_ELSE = table(0x10, [1], [0])

/** The picture as JPEG. A dot is one square of eight by eight pixels, all of one colour, and so it needs no cosine. */
export function drawJpeg({ columns, rows, dots, colours, label }: Picture): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])
  frame.writeUInt16BE(rows * DOT, 1)
  frame.writeUInt16BE(columns * DOT, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('4a46494600010100000100010000', 'hex')),
    segment(0xfe, Buffer.from(label, 'latin1')),
    // Divided by eight, the sum of a square is the brightness of its pixels.
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)])),
    segment(0xc0, frame),
    DIFFERENCES,
    NOTHING_ELSE,
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    scan(dots, colours.map(levelsOf)),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** Luminance and the two chrominances (JFIF), around zero. */
function levelsOf([red, green, blue]: Colour): readonly number[] {
  const luminance = 0.299 * red + 0.587 * green + 0.114 * blue
  const levels = [luminance - 128, (blue - luminance) / 1.772, (red - luminance) / 1.402]
  return levels.map((level) => Math.max(-128, Math.min(127, Math.round(level))))
}

function scan(dots: Uint8Array, levels: readonly (readonly number[])[]): Buffer {
  const sink = highBitsFirst()
  let before: readonly number[] = [0, 0, 0]
  for (const dot of dots) {
    const now = levels[dot]!
    for (const [component, level] of now.entries()) putDifference(level - before[component]!, sink)
    before = now
  }
  // A byte of ones would begin a marker, were it not for the zero behind it.
  return Buffer.from([...sink.bytes()].flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])))
}

function putDifference(difference: number, sink: BitSink): void {
  const length = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference))
  sink.put(length, 4)
  // Of a negative number one less: then its highest bit is zero.
  sink.put(difference < 0 ? difference - 1 : difference, length)
  sink.put(0, 1)
}

function segment(marker: number, data: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0])
  header.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([header, data])
}
