import { lowBitsFirst, type BitSink } from './bits.ts'
import { DOT, pixelRow, type Picture } from './picture.ts'

const BITS = 2
const CLEAR = 1 << BITS
const END = CLEAR + 1
/** Longest block of data. */
const BLOCK = 255

/** The picture as GIF, of four colours, the last of which is not used. */
export function drawGif(picture: Picture): Buffer {
  const { columns, rows, colours, label } = picture
  const size = Buffer.alloc(4)
  size.writeUInt16LE(columns * DOT, 0)
  size.writeUInt16LE(rows * DOT, 2)
  return Buffer.concat([
    Buffer.from('GIF89a'),
    size,
    Buffer.from([0x80 | (BITS - 1), 0, 0, ...colours.flat(), 0, 0, 0]),
    Buffer.from([0x21, 0xfe, label.length]), // a comment
    Buffer.from(`${label}\0`, 'latin1'),
    Buffer.from([0x2c, 0, 0, 0, 0]), // the image, at the upper left
    size,
    Buffer.from([0, BITS]),
    inBlocks(compressed(picture)),
    Buffer.from([0x3b]),
  ])
}

/** Every row of dots begins with an empty dictionary, and so none is ever full. */
function compressed(picture: Picture): Buffer {
  const sink = lowBitsFirst()
  let width = BITS + 1
  for (let row = 0; row < picture.rows; row++) {
    sink.put(CLEAR, width)
    width = putRun(Array<number[]>(DOT).fill([...pixelRow(picture, row)]).flat(), sink)
  }
  sink.put(END, width)
  return sink.bytes()
}

/** LZW. Returns how many bits the code behind the run must have. */
function putRun([first = 0, ...pixels]: readonly number[], sink: BitSink): number {
  const known = new Map<number, number>()
  let width = BITS + 1
  let next = END + 1
  let prefix = first
  const put = (): void => {
    sink.put(prefix, width)
    // The reader knows an entry one code later.
    if (next++ === 1 << width) width++
  }
  for (const pixel of pixels) {
    const longer = prefix * CLEAR + pixel
    const code = known.get(longer)
    if (code !== undefined) {
      prefix = code
      continue
    }
    known.set(longer, next)
    put()
    prefix = pixel
  }
  put()
  return width
}

function inBlocks(data: Buffer): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; at < data.length; at += BLOCK) {
    const block = data.subarray(at, at + BLOCK)
    blocks.push(Buffer.from([block.length]), block)
  }
  return Buffer.concat([...blocks, Buffer.from([0])])
}
