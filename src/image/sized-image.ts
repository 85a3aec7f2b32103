import { padded, SIZED_TYPES, smallestPadded, type SizedType } from './padding.ts'

export { SIZED_TYPES, type SizedType }

/** What file to make: a real image of 96 x 96 pixels, whole and of one frame. */
export interface SizedImage {
  readonly mediaType: SizedType
  /** Bytes of the file; `smallestImage` tells the fewest. */
  readonly bytes: number
  /** From 0 to 2^32 - 1. Images with different marks have different bytes. */
  readonly mark: number
}

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAGAAAABgAQAAAADK40qVAAAAGElEQVR42mP8z4AATAyjnFHOKGeUM2w4ALNbAb9g9uGYAAAAAElFTkSuQmCC', 'base64')
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCABgAGABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB//2Q==',
  'base64',
)
const GIF = Buffer.from(
  'R0lGODdhYABgAIEAAP///wAAAAAAAAAAACwAAAAAYABgAEAInAABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtKnTp1CjSp1KtarVq1izat3KtavXr2DDih1LtqzZs2jTql3Ltq3bt3Djyp1Lt67du3jz6t3Lt6/fv4ADCx5MuLDhwyQDAgA7',
  'base64',
)
const WEBP = Buffer.from('UklGRhYAAABXRUJQVlA4TAoAAAAvX8AXAEWRI/of', 'base64')
/** File and image header, two colours, then 96 rows of 96 bits. */
const BMP = Buffer.concat([
  Buffer.from('424d00000000000000003e000000280000006000000060000000010001000000000080040000c40e0000c40e0000020000000200000000000000ffffff00', 'hex'),
  Buffer.alloc(96 * 12),
])

const FILES: Readonly<Record<SizedType, Buffer>> = { 'image/png': PNG, 'image/jpeg': JPEG, 'image/gif': GIF, 'image/webp': WEBP, 'image/bmp': BMP }

/** The fewest bytes that a file of this type can be made of. */
export function smallestImage(mediaType: SizedType): number {
  return smallestPadded(mediaType, FILES[mediaType])
}

/** The base64 text of the file. Costs next to nothing for large ones too: what fills them is a piece of one shared string. */
export function sizedImage({ mediaType, bytes, mark }: SizedImage): string {
  const { start, filler, gap, end } = padded({ mediaType, file: FILES[mediaType], mark, bytes })
  // Base64 can be joined at every third byte only.
  const leading = Math.min(gap, (3 - (start.length % 3)) % 3)
  const middle = Math.floor((gap - leading) / 3)
  const trailing = gap - leading - middle * 3
  if (middle === 0) return Buffer.concat([start, Buffer.alloc(gap, filler), end]).toString('base64')
  return (
    Buffer.concat([start, Buffer.alloc(leading, filler)]).toString('base64') +
    fillers(filler, middle * 4) +
    Buffer.concat([Buffer.alloc(trailing, filler), end]).toString('base64')
  )
}

const patterns = new Map<number, string>()

function fillers(filler: number, characters: number): string {
  let pattern = patterns.get(filler) ?? ''
  if (pattern.length < characters) {
    pattern = Buffer.alloc(3, filler).toString('base64').repeat(Math.max(1 << 12, characters / 4))
    patterns.set(filler, pattern)
  }
  return pattern.slice(0, characters)
}
