import { crc32 } from 'node:zlib'
import type { FormatId } from '../core/vocabulary.ts'
import { sizedImage } from '../image/sized-image.ts'
import type { JsonObject } from './mutation.ts'

/** The part of a body that holds an image as base64. */
export function encodedPart(format: FormatId, mediaType: string, base64: string): JsonObject {
  return format === 'openai-chat'
    ? { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } }
    : { type: 'image', source: { type: 'base64', media_type: mediaType, data: base64 } }
}

/** The part of a body that holds an image by URL. */
export function urlPart(format: FormatId, url: string): JsonObject {
  return format === 'openai-chat' ? { type: 'image_url', image_url: { url } } : { type: 'image', source: { type: 'url', url } }
}

/** A small PNG image, one of as many as there are marks. Marks from 2^31 on are free: arbitraries use those below. */
export function picture(mark: number = 2 ** 31): string {
  return sizedImage({ mediaType: 'image/png', bytes: 200, mark })
}

/** The base64 of a PNG image that says to be of this size, in pixels. Its header is sound; its pixels are those of a smaller one. */
export function pictureOf(width: number, height: number): string {
  const bytes = Buffer.from(picture(), 'base64')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes.toString('base64')
}

/** The base64 of a GIF image of two frames. */
export function animatedGif(): string {
  const bytes = Buffer.from(sizedImage({ mediaType: 'image/gif', bytes: 220, mark: 2 ** 31 }), 'base64')
  // The only frame begins behind 13 bytes of header and four colours.
  return Buffer.concat([bytes.subarray(0, -1), bytes.subarray(25)]).toString('base64')
}
