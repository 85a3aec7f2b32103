import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { Change, LoadedImage, VisionRequest } from '../core/vision-request.ts'
import { DecodingLog } from '../formats/decoding-log.ts'
import { FORMATS, requestValue } from '../formats/detect.ts'
import type { Keep } from '../formats/format.ts'

/** A body, read. */
export interface Decoding {
  readonly request: VisionRequest<LoadedImage>
  /** All that `request` does not say as the body does; empty where encoding it again gives an equal body. */
  readonly changes: readonly Change[]
}

/**
 * Reads a body of `format`: JSON text, its bytes, or the value. What is no picture, no text and none of the few fields of a
 * `VisionRequest` is told in `changes`, never dropped in silence. Whether a vendor takes the body is not asked.
 *
 * @throws PixpactError `not-a-request`: it is no JSON, or no object with "messages". `body-too-large`: it is longer than a string
 * can be. `not-serialisable`: the value is none that JSON can hold.
 */
export function decodeRequest(body: unknown, format: FormatId): Decoding {
  return decode(body, format, { detail: true })
}

/** The same; what `keep` does not name is not read, and so told as lost. */
export function decode(body: unknown, format: FormatId, keep: Keep): Decoding {
  const { value, duplicates } = parsed(body)
  const log = new DecodingLog()
  for (const { pointer } of duplicates) log.lost(pointer, 'The property stands twice; all but the last are lost.')
  const request = FORMATS[format].decode(value, log, keep)
  return { request, changes: withImages(log.changesOf(value), imagePointers(value, format)) }
}

function imagePointers(value: unknown, format: FormatId): string[] {
  const { contentParts, imageType } = FORMATS[format]
  return contentParts(value).flatMap(({ type, pointer }) => (type === imageType ? [pointer] : []))
}

/** Tells of what is lost how many images go with it: in a tool result, for one. */
function withImages(changes: readonly Change[], images: readonly string[]): Change[] {
  return changes.map((change) => {
    const within = change.kind === 'lost' ? images.filter((image) => image.startsWith(`${change.pointer}/`)).length : 0
    if (within === 0) return change
    return { ...change, message: `${change.message} ${within === 1 ? 'An image goes' : `${within} images go`} with it.` }
  })
}

/** The JSON object with its long strings, and the properties that stand twice. */
function parsed(input: unknown): { value: Readonly<Record<string, unknown>>; duplicates: readonly { readonly pointer: string }[] } {
  const { fault, duplicates } = bodyOf(input)
  if (fault !== undefined) {
    const place = fault.location && ` at line ${fault.location.line}, column ${fault.location.column}`
    throw new PixpactError('not-a-request', `The body is not JSON: ${fault.problem.replaceAll('-', ' ')}${place ?? ''}.`, 'validateRequest tells more of it.')
  }
  const value = requestValue(JSON.parse(textOf(input)))
  if (value !== undefined) return { value, duplicates }
  throw new PixpactError('not-a-request', 'The body is no object with "messages".', 'Pass the body of a chat request.')
}

function textOf(input: unknown): string {
  try {
    const text = input instanceof Uint8Array ? new TextDecoder().decode(input) : typeof input === 'string' ? input : JSON.stringify(input)
    return text.replace(/^\ufeff/, '')
  } catch (cause) {
    throw new PixpactError('body-too-large', 'The body is longer than a string can be.', 'Take images out of it.', { cause })
  }
}
