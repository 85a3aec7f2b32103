/** What a recording looks like in its file: HAR 1.2 with one entry, and what HAR has no place for in `_pixpact`. See schemas/kit/recording.schema.json. */
import type { FormatId } from '../core/vocabulary.ts'
import type { BlobReference, Origin } from './recording.ts'

export interface HarFile {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly [HarEntry]
  }
}

export interface HarEntry {
  readonly startedDateTime: string
  readonly time: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly httpVersion: string
    readonly cookies: readonly never[]
    readonly headers: readonly NameValue[]
    readonly queryString: readonly NameValue[]
    readonly postData?: { readonly mimeType: string; readonly text: string; readonly encoding?: 'base64' }
    readonly headersSize: number
    readonly bodySize: number
  }
  readonly response: {
    readonly status: number
    readonly statusText: string
    readonly httpVersion: string
    readonly cookies: readonly never[]
    readonly headers: readonly NameValue[]
    readonly content: { readonly size: number; readonly mimeType: string; readonly text: string; readonly encoding?: 'base64' }
    readonly redirectURL: string
    readonly headersSize: number
    readonly bodySize: number
  }
  readonly cache: Readonly<Record<string, never>>
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  readonly _pixpact: Extension
}

export interface NameValue {
  readonly name: string
  readonly value: string
}

export interface Extension {
  readonly schemaVersion: 1
  readonly origin: Origin
  readonly format?: FormatId
  /** What the client asked for, where it is not what the URL says. */
  readonly path?: string
  readonly blobs: readonly StoredBlob[]
  /** When each piece of a streamed answer came, and at which byte of the answer it ends. */
  readonly chunks?: readonly (readonly [at: number, end: number])[]
  readonly cut?: true
}

/** An image of the request, or of the answer where `side` says so. */
export interface StoredBlob extends BlobReference {
  readonly side?: 'response'
}
