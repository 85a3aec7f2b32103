import type { FormatId } from '../core/vocabulary.ts'
import type { Change } from '../core/vision-request.ts'
import { FORMATS } from '../formats/detect.ts'
import { decode } from './decode-request.ts'
import type { RequestBody } from './encode-request.ts'
import { loadImages } from './load-images.ts'

/** A body in another format. */
export interface Conversion<Format extends FormatId> {
  readonly body: RequestBody[Format]
  /** What was lost on the way or says the same in other words. That each format has its own names for things is not told. */
  readonly changes: readonly Change[]
}

/**
 * Writes a body of one format in the other. The pictures, their order, texts and roles stay; all else is told in `changes`.
 * Whether a vendor takes the result is not asked: `validateRequest` answers that.
 *
 * @throws PixpactError what `decodeRequest` throws, and `not-representable` for an image whose bytes are none.
 */
export function convertRequest<Format extends FormatId>(body: unknown, from: FormatId, to: Format): Conversion<Format> {
  const { request, changes } = decode(body, from, { detail: FORMATS[to].takesDetail })
  return { body: FORMATS[to].encode(loadImages(request)) as unknown as RequestBody[Format], changes }
}
