import { GLYPHS } from './glyphs.ts'

/** Red, green, blue. */
export type Colour = readonly [red: number, green: number, blue: number]

/** A picture of three colours in square dots. */
export interface Picture {
  /** In dots. */
  readonly columns: number
  readonly rows: number
  /** For each dot, row by row, which of the colours it has. */
  readonly dots: Uint8Array
  readonly colours: readonly [paper: Colour, ink: Colour, tint: Colour]
  /** What the file says of itself, in ASCII. */
  readonly label: string
}

/** Pixels along the side of a dot. JPEG codes squares of eight: a dot has one colour, and keeps its edges. */
export const DOT = 8

const INK = 1
const TINT = 2
const MARGIN = 2
const ADVANCE = 6
const FIRST_ROW = 1
/** Where the pattern of the seed is: two rows of 16 dots below the letters. */
const PATTERN_ROW = 9
const ROWS = 12

/** Draws the code in black, and below it a pattern in the paper's own colour, darker. No two seeds have the same pattern. */
export function pictureOf(code: string, seed: number, label: string): Picture {
  const columns = code.length * ADVANCE - 1 + 2 * MARGIN
  const dots = new Uint8Array(columns * ROWS)
  for (const [index, letter] of [...code].entries()) {
    for (const [row, line] of GLYPHS[letter]!.split(' ').entries()) {
      for (const [column, dot] of [...line].entries()) {
        if (dot === '1') dots[(FIRST_ROW + row) * columns + MARGIN + index * ADVANCE + column] = INK
      }
    }
  }
  const pattern = mixed(seed)
  for (let bit = 0; bit < 32; bit++) {
    if ((pattern >>> bit) & 1) dots[(PATTERN_ROW + (bit >> 4)) * columns + MARGIN + (bit & 15)] = TINT
  }
  const paper = [0, 6, 12].map((shift) => 192 + ((pattern >>> shift) & 63)) as [number, number, number]
  const tint = paper.map((part) => part - 48) as [number, number, number]
  return { columns, rows: ROWS, dots, colours: [paper, [0, 0, 0], tint], label }
}

/** Another 32 bits for each 32 bits, so that seeds that follow each other look nothing alike. */
function mixed(seed: number): number {
  let bits = seed
  for (const factor of [0x45d9f3b, 0x119de1f3]) bits = Math.imul(bits ^ (bits >>> 16), factor)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** The colour numbers of the pixels in one row of dots. All its `DOT` rows of pixels are like that. */
export function pixelRow({ columns, dots }: Picture, row: number): Uint8Array {
  return Uint8Array.from({ length: columns * DOT }, (_, x) => dots[row * columns + Math.floor(x / DOT)]!)
}
