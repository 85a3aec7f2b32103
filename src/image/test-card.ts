import { PixpactError } from '../core/errors.ts'
import { drawBmp } from './cards/bmp.ts'
import { drawGif } from './cards/gif.ts'
import { GLYPHS } from './cards/glyphs.ts'
import { drawJpeg } from './cards/jpeg.ts'
import { pictureOf, type Picture } from './cards/picture.ts'
import { drawPng } from './cards/png.ts'
import { drawWebp } from './cards/webp.ts'
import { kindOfBytes } from './kinds.ts'
import { padded, SIZED_TYPES, smallestPadded, type SizedType } from './padding.ts'

/** A small picture in which a code can be read, so that it can be told which pictures arrived, and in which order. */
export interface TestCard {
  /** Four to six of the letters and digits `ACEFHJKLMNPQRTVWXY234679`, which nobody takes for one another. */
  readonly code: string
  /** Default: `image/png`. */
  readonly mediaType?: SizedType
  /** From 0 to 2^32 - 1; default 0. Cards with other seeds have other colours and pixels. */
  readonly seed?: number
  /** Bytes of the file; default: as few as it takes, which `smallestTestCard` tells. */
  readonly bytes?: number
}

const DRAW: Readonly<Record<SizedType, (picture: Picture) => Buffer>> = {
  'image/png': drawPng,
  'image/jpeg': drawJpeg,
  'image/gif': drawGif,
  'image/webp': drawWebp,
  'image/bmp': drawBmp,
}

/** Headers could tell four times as many. */
const MOST_BYTES = 2 ** 30

const LABEL = 'pixpact test card '
const CODE = new RegExp(`^[${Object.keys(GLYPHS).join('')}]{4,6}$`)
const TOLD = /^([A-Z0-9]{4,6}) ([0-9a-f]{8})/

/**
 * Draws a test card. The same card has the same bytes everywhere; the code is in the pixels of every type.
 *
 * @throws PixpactError `usage` for a code, a type, a seed or a size that there is not.
 */
export function testCard(card: TestCard): Buffer {
  const { mediaType = 'image/png', seed = 0 } = card
  const file = drawn(card)
  const least = smallestPadded(mediaType, file)
  const { bytes = least } = card
  if (!Number.isSafeInteger(bytes) || bytes < least || bytes > MOST_BYTES) {
    throw refusal(`A test card of type ${mediaType} has from ${least} to ${MOST_BYTES} bytes, not ${bytes}.`, 'Ask for a size between them, or for none in particular.')
  }
  const { start, filler, gap, end } = padded({ mediaType, file, mark: seed, bytes })
  return Buffer.concat([start, Buffer.alloc(gap, filler), end])
}

/** The fewest bytes that a card can have. */
export function smallestTestCard(card: Omit<TestCard, 'bytes'>): number {
  const { mediaType = 'image/png' } = card
  return smallestPadded(mediaType, drawn(card))
}

/**
 * The code of a test card; `undefined` for every other picture. Of the file only the beginning is needed (48 KiB are enough), and
 * how many `bytes` all of it has. Nothing is decoded: a card names its code, and then all its pixels must be those of that card.
 */
export function readTestCard(head: Uint8Array, bytes: number = head.length): string | undefined {
  const file = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const at = file.indexOf(LABEL)
  const mediaType = SIZED_TYPES.find((type) => type === kindOfBytes(file)?.mediaType)
  if (at === -1 || mediaType === undefined) return undefined
  const [, code = '', seed = ''] = TOLD.exec(file.toString('latin1', at + LABEL.length, at + LABEL.length + 16)) ?? []
  if (!CODE.test(code)) return undefined
  const known = { mediaType, mark: parseInt(seed, 16) }
  const drawing = drawn({ code, mediaType, seed: known.mark })
  if (bytes < smallestPadded(mediaType, drawing) || bytes > MOST_BYTES) return undefined
  const { start } = padded({ ...known, file: drawing, bytes })
  return start.equals(file.subarray(0, start.length)) ? code : undefined
}

function drawn({ code, mediaType = 'image/png', seed = 0 }: TestCard): Buffer {
  if (!CODE.test(code)) throw refusal(`"${code}" is no code of a test card.`, `Take four to six of these: ${Object.keys(GLYPHS).sort().join('')}.`)
  if (!Object.hasOwn(DRAW, mediaType)) throw refusal(`No test card can be of type "${mediaType}".`, `The types are ${SIZED_TYPES.join(', ')}.`)
  if (seed >>> 0 !== seed) throw refusal(`${seed} is no seed of a test card.`, 'Give a whole number from 0 to 4294967295.')
  return DRAW[mediaType](pictureOf(code, seed, `${LABEL}${code} ${seed.toString(16).padStart(8, '0')}`))
}

function refusal(message: string, hint: string): PixpactError {
  return new PixpactError('usage', message, hint)
}
