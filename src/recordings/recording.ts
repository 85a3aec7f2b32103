/** The nouns of this folder: what goes over the wire, and what is kept of it. Holds no code. */

/** Where an answer came from: a server that the recorder spoke with, the kit's own simulated gateway, or somebody else's recording. */
export type Origin = 'live' | 'simulated' | 'imported'

/** Header names in lower case. */
export type HeaderMap = Readonly<Record<string, string>>

/** A piece of an answer as it arrived. */
export interface Chunk {
  /** Milliseconds since the request was sent, whole. */
  readonly at: number
  /** Without content encoding. */
  readonly bytes: Uint8Array
}

/** An exchange as it went over the wire. Holds secrets, and is never stored as it is. */
export interface WireExchange {
  readonly startedAt: Date
  readonly request: WireRequest
  readonly response: WireResponse
}

export interface WireRequest {
  readonly method: string
  /** Where it was sent to. */
  readonly url: string
  /** What the client asked for, with its query; differs from the URL's where the recorder stood between. */
  readonly path: string
  readonly headers: HeaderMap
  readonly body: Uint8Array
}

export interface WireResponse {
  readonly status: number
  readonly headers: HeaderMap
  readonly chunks: readonly Chunk[]
  /** True when the connection broke off before the answer's end. */
  readonly cut?: boolean
}

/** An image that a recording holds by its digest. */
export interface BlobReference {
  /** JSON Pointer of the string in the body that holds it. */
  readonly pointer: string
  /** Of the image's bytes, in hexadecimal digits. */
  readonly sha256: string
  /** The media type that the image's bytes tell; names the ending of its file. */
  readonly mediaType?: string
}

/** An exchange as it is kept: without secrets, its images by their digests. */
export interface Recording {
  /** The file's name without folder and ending. */
  readonly name: string
  readonly origin: Origin
  readonly startedAt: Date
  readonly request: RecordedRequest
  readonly response: RecordedResponse
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly headers: HeaderMap
  /** The body's text; `blobs` tells which of its strings stand for an image. */
  readonly text: string
  readonly blobs: readonly BlobReference[]
}

export interface RecordedResponse {
  readonly status: number
  readonly headers: HeaderMap
  readonly chunks: readonly Chunk[]
  readonly cut?: boolean
}
