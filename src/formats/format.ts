import type { Body } from '../body/body.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { LoadedImage, VisionRequest } from '../core/vision-request.ts'
import type { ContentPart } from './content-part.ts'
import type { DecodingLog } from './decoding-log.ts'
import type { ImagePart } from './image-part.ts'

/** One wire format: how to know it, and where its pictures are. */
export interface Format {
  readonly id: FormatId
  /** For a sentence: `a body of {title}`. */
  readonly title: string
  /** The `type` of the parts that hold an image. */
  readonly imageType: string
  /** What such a part looks like, for hints. */
  readonly imageExample: string
  /** What in `value` only this format has, as short names such as `role tool`; each once. */
  signals(value: Readonly<Record<string, unknown>>): Signals
  /** Every content part of the request, wherever it is nested. */
  contentParts(value: unknown): ContentPart[]
  /** The image that `part` holds, or `undefined` when it is none of this format's or too broken to be looked at. */
  imageOf(part: ContentPart, body: Body): ImagePart | undefined
  /** True when a request can say how closely an image is to be looked at. */
  readonly takesDetail: boolean
  /** Writes a request as a body. Whether a vendor takes it is the rules' to say. */
  encode(request: VisionRequest<LoadedImage>): Readonly<Record<string, unknown>>
  /** Reads a body. Tells the log what is read, and what is not read as it stands. */
  decode(value: Readonly<Record<string, unknown>>, log: DecodingLog, keep: Keep): VisionRequest<LoadedImage>
}

/** What of a body is worth reading, since the other side can say it too. */
export interface Keep {
  readonly detail: boolean
}

export interface Signals {
  /** Top-level fields, roles and tools. */
  readonly envelope: readonly string[]
  /** Content parts. */
  readonly parts: readonly string[]
}
