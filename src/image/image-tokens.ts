import type { Dimensions } from './dimensions.ts'

// Xiaomi MiMo, Image Understanding (2026-04-22), "token calculation": an estimate, says the page, and usage is what counts.
// https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding

/** Images are cut into squares of this many pixels a side, of which each is a token. */
const SQUARE = 32
const FEWEST_PIXELS = 8192
const MOST_PIXELS = 8_388_608

/**
 * How many tokens an image of this size counts, as the published Python code computes it. That code makes images of less than
 * 8,192 pixels smaller still, where `imageTokensEnlarged` makes them larger, as the page says.
 */
export function imageTokens(image: Dimensions): number {
  return tokensOf(image, (side, factor) => side / factor)
}

/** The same with small images enlarged. A tiny picture was recorded to count 8 tokens, which is what 8,192 pixels make. */
export function imageTokensEnlarged(image: Dimensions): number {
  return tokensOf(image, (side, factor) => side * factor)
}

function tokensOf({ width, height }: Dimensions, enlarge: (side: number, factor: number) => number): number {
  const rounded = rounding(height) * rounding(width)
  if (rounded > MOST_PIXELS) {
    const factor = Math.sqrt((height * width) / MOST_PIXELS)
    return Math.floor(height / factor / SQUARE) * Math.floor(width / factor / SQUARE)
  }
  if (rounded < FEWEST_PIXELS) {
    const factor = Math.sqrt(FEWEST_PIXELS / (height * width))
    return Math.ceil(enlarge(height, factor) / SQUARE) * Math.ceil(enlarge(width, factor) / SQUARE)
  }
  return rounded / SQUARE / SQUARE
}

/** The multiple of 32 that is nearest to a side. Python rounds halves to the even number. */
function rounding(side: number): number {
  const squares = side / SQUARE
  const below = Math.floor(squares)
  const isUp = squares - below > 0.5 || (squares - below === 0.5 && below % 2 === 1)
  return (isUp ? below + 1 : below) * SQUARE
}
