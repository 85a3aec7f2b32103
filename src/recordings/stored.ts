import type { FormatId } from '../core/vocabulary.ts'
import type { StoredBlob } from './har-types.ts'
import type { Origin, RecordedRequest, RecordedResponse } from './recording.ts'
import type { Blob } from './take-out.ts'

/** All that the file of a recording says, and the images that stand beside it. */
export interface Stored {
  readonly origin: Origin
  readonly format: FormatId | undefined
  readonly startedAt: Date
  readonly request: RecordedRequest
  /** The size of the request's body with its images. */
  readonly requestBytes: number
  readonly response: RecordedResponse
  readonly responseText: ResponseText
  readonly images: readonly Blob[]
}

/** An answer as its file holds it. */
export interface ResponseText {
  readonly content: HarText
  readonly blobs: readonly StoredBlob[]
  readonly isStream: boolean
}

/** A body as HAR holds it: as text where it is some. */
export interface HarText {
  readonly text: string
  readonly encoding?: 'base64'
}
