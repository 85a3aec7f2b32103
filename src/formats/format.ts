import type { Body } from '../body/body.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { ContentPart } from './content-part.ts'
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
}

export interface Signals {
  /** Top-level fields, roles and tools. */
  readonly envelope: readonly string[]
  /** Content parts. */
  readonly parts: readonly string[]
}
