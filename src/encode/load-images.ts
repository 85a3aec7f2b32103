import { constants } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import type { ImageItem, LoadedImage, Turn, VisionRequest } from '../core/vision-request.ts'
import { kindOfBytes } from '../image/kinds.ts'

/** More bytes than these cannot be written as base64: no string is long enough. */
const MOST_BYTES = Math.floor(constants.MAX_STRING_LENGTH / 4) * 3

/**
 * The request with all files read.
 *
 * @throws PixpactError `unreadable-input` for a file that cannot be read, `not-representable` for bytes that are no image.
 */
export function loadImages(request: VisionRequest): VisionRequest<LoadedImage> {
  let number = 0
  const turns = request.turns.map(
    (turn): Turn<LoadedImage> => ({
      ...turn,
      content: turn.content.map((item) => (item.type === 'text' ? item : loaded(item, ++number))),
    }),
  )
  return { ...request, turns }
}

/** What to call the images of a request in messages, in their order: `image 2 (cat.png)`. */
export function imageNames(request: VisionRequest): string[] {
  const images = request.turns.flatMap(({ content }) => content.filter((item) => item.type === 'image'))
  return images.map((image, index) => nameOf(image, index + 1))
}

function nameOf(image: ImageItem, number: number): string {
  return 'file' in image ? `image ${number} (${printable(image.file)})` : `image ${number}`
}

function loaded(image: ImageItem, number: number): LoadedImage {
  if ('url' in image) return image
  const { type, detail } = image
  const data = 'file' in image ? bytesOf(image.file) : image.data
  checkBytes(data, nameOf(image, number))
  return { type, data, ...(detail !== undefined && { detail }) }
}

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file)
    return size > MOST_BYTES ? tooMany(`The file ${printable(file)}`, size) : readFileSync(file)
  } catch (cause) {
    if (cause instanceof PixpactError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unreadable-input', `The image ${printable(file)} cannot be read: ${printable(why)}.`, 'Check that the file is there and may be read.', { cause })
  }
}

function checkBytes(data: Uint8Array, name: string): void {
  if (data.length > MOST_BYTES) tooMany(name, data.length)
  const kind = kindOfBytes(Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 4096)))
  if (kind?.mediaType.startsWith('image/')) return
  const found = data.length === 0 ? 'holds no bytes' : `is ${kind?.name ?? 'of no known kind'}`
  throw new PixpactError('not-representable', `What is given as ${name} ${found}, and an image is expected.`, 'Give a PNG, JPEG, GIF or WebP image.')
}

function tooMany(name: string, bytes: number): never {
  throw new PixpactError(
    'not-representable',
    `${name} has ${bytes.toLocaleString('en-US')} bytes, and at most ${MOST_BYTES.toLocaleString('en-US')} can be written as base64.`,
    'Shrink the image; no gateway takes one of this size.',
  )
}
