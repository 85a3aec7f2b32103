import { createHash } from 'node:crypto'
import type { Body } from '../body/body.ts'
import { findSpans, type Span } from '../body/locations.ts'
import { comparePointers } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { FORMATS } from '../formats/detect.ts'
import { kindOfBytes } from '../image/kinds.ts'
import { edited, type Edit } from './edit.ts'
import { hasEnding } from './image-endings.ts'
import type { BlobReference } from './recording.ts'

/** A body's text without its images, and the images. */
export interface TakenOut {
  readonly text: string
  readonly blobs: readonly Blob[]
}

/** An image that was in a body, and where. */
export interface Blob extends BlobReference {
  readonly bytes: Buffer
}

/** Takes the images out of a request's body that it holds as canonical base64. All else, broken base64 included, stays as it is. */
export function withoutImages(text: string, body: Body, format: FormatId | undefined): TakenOut {
  if (body.value === undefined || format === undefined) return { text, blobs: [] }
  const { contentParts, imageOf } = FORMATS[format]
  const images = contentParts(body.value).flatMap((part) => imageOf(part, body) ?? [])
  return takenOut(text, images.filter(({ form }) => form === 'base64').map(({ pointer }) => pointer))
}

/** Takes the strings at these pointers out of JSON text, as far as they are canonical base64, or data URLs of it. */
export function takenOut(text: string, pointers: readonly string[]): TakenOut {
  const found = [...findSpans(text, pointers)].flatMap(([pointer, span]) => {
    const one = blobIn(text, span)
    return one === undefined ? [] : [{ ...one, blob: { pointer, ...one.blob } }]
  })
  const edits = found.map(({ edit }) => edit).sort((a, b) => a.from - b.from)
  return { text: edited(text, edits), blobs: found.map(({ blob }) => blob).sort((a, b) => comparePointers(a.pointer, b.pointer)) }
}

/** What stands in the place of an image in a text. It is for people: which strings stand for one is told apart from it. */
export function reference(sha256: string): string {
  return `sha256:${sha256}`
}

function blobIn(text: string, [from, to]: Span): { blob: Omit<Blob, 'pointer'>; edit: Edit } | undefined {
  const source = text.slice(from + 1, to - 1)
  const start = /^data:/i.test(source) ? source.slice(0, 1029).indexOf(',') + 1 : 0
  const written = source.slice(start)
  const escapedSlashes = written.includes('\\')
  const base64 = escapedSlashes ? written.replaceAll('\\/', '/') : written
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== base64) return undefined
  // Where not each slash is escaped, nobody could tell later which ones were.
  if (escapedSlashes && base64.replaceAll('/', '\\/') !== written) return undefined
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const mediaType = kindOfBytes(bytes.subarray(0, 4096))?.mediaType
  return {
    blob: {
      sha256,
      ...(mediaType !== undefined && hasEnding(mediaType) && { mediaType }),
      ...(escapedSlashes && { escapedSlashes }),
      bytes,
    },
    edit: { from: from + 1 + start, to: to - 1, text: reference(sha256) },
  }
}
