/**
 * The nouns that every layer shares. This file imports nothing and holds no code.
 */

/** The wire formats the kit knows: OpenAI Chat Completions and Anthropic Messages. */
export type FormatId = 'openai-chat' | 'anthropic-messages'

/** How bad a finding is. Only an `error` makes a payload invalid. */
export type Severity = 'error' | 'warning' | 'info'

/** What a profile or a user says of a message: a severity, or `off`. */
export type Level = Severity | 'off'

/** A level for every format, or one level per format. */
export type LevelByFormat = Level | Readonly<Record<FormatId, Level>>

/** A position in the source text: both count from 1, columns in UTF-16 code units. */
export interface Location {
  readonly line: number
  readonly column: number
}

/** Where a payload came from. `line` is the first line of the entry in a file of several. */
export interface Source {
  readonly path: string
  readonly entry?: number
  readonly line?: number
}

/** Values that fill a message's text, such as `{ declared: 'image/png' }`. */
export type Params = Readonly<Record<string, string | number>>

/** A piece of one source line, with long strings elided, and the index in it of what it is about. */
export interface Excerpt {
  readonly text: string
  readonly caret: number
}

/** One statement about a payload, as plain data: it describes the payload and is never thrown. */
export interface Finding {
  readonly ruleId: string
  readonly messageId: string
  readonly severity: Severity
  /** Which half of the exchange it is about. */
  readonly side: 'request' | 'response'
  /** JSON Pointer (RFC 6901) of the value at fault, or of its parent where a key is missing. */
  readonly pointer: string
  readonly params: Params
  /** The fact, with the values at odds; and how many `more` there are. */
  readonly message: string
  /** What to change. */
  readonly hint: string
  /** Present when the payload was text or bytes. */
  readonly location?: Location
  /** The piece of source around `location`. For people; the `json` reporter leaves it out. */
  readonly excerpt?: Excerpt
  /** How many more findings of this message and severity the payload has that are not listed; on the last that is. */
  readonly more?: number
  /** The rule's documentation page, relative to the repository. */
  readonly docs: string
}

/**
 * Whether the headers that are known are all that were sent, so that one that is not there was missing. `except-keys`: all but
 * those that carry a key, which browsers leave out of what they export.
 */
export type HeadersAreComplete = boolean | 'except-keys'

/** What is known of one HTTP exchange before it is judged. Only the body of the request is always there. */
export interface Exchange<Body = unknown, Response = never> {
  readonly request: {
    readonly method?: string
    readonly url?: string
    readonly path?: string
    /** Names in lower case. */
    readonly headers?: Readonly<Record<string, string>>
    /** True when `headers` is all that was sent. */
    readonly headersAreComplete?: HeadersAreComplete
    /** Where the input itself tells the wire format. */
    readonly format?: FormatId
    readonly body: Body
  }
  readonly response?: Response
  readonly source: Source
}

/** What a client says about one picture, and what its bytes say. Sizes are absent where they cannot be known. */
export interface ImageSummary {
  /** JSON Pointer of the URL or of the base64 data. */
  readonly pointer: string
  readonly form: 'url' | 'base64'
  readonly role: string
  readonly declaredMediaType?: string
  readonly detectedMediaType?: string
  /** Characters of base64, without a `data:` prefix. */
  readonly encodedChars?: number
  readonly decodedBytes?: number
  /** Pixels. */
  readonly width?: number
  readonly height?: number
}

/** The verdict on one payload. */
export interface PayloadReport {
  readonly source: Source
  /** Absent where the payload is no chat request. */
  readonly format?: FormatId
  /** True when no finding is an error. */
  readonly valid: boolean
  /** True when the payload is JSON but no chat request, so that no rule applied. */
  readonly skipped?: boolean
  /** The profile that it was judged by; the `json` reporter leaves it out where it is the report's. */
  readonly profile?: string
  readonly images: readonly ImageSummary[]
  readonly findings: readonly Finding[]
}

/** How many payloads of each kind, and how many findings of each severity, those among them that are not listed. */
export interface Summary {
  readonly payloads: number
  readonly valid: number
  readonly invalid: number
  readonly skipped: number
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

/** What a command found. Written by the `json` reporter as it is; its schema is `schemas/kit/report.schema.json`. */
export interface Report {
  readonly schemaVersion: 1
  readonly tool: { readonly name: 'pixpact'; readonly version: string }
  readonly command: string
  readonly profile: string
  readonly summary: Summary
  readonly payloads: readonly PayloadReport[]
}
