/**
 * What was found behind an image URL when it was asked for: plain data without clocks, so that the same facts give the same
 * verdict. Exactly one of `failure` and `file` is there.
 */
export interface UrlFacts {
  /** How many redirects were followed. */
  readonly redirects: number
  /** Where the last of them led, without query and user: what may be a secret is nobody's business. */
  readonly end?: string
  /** True when a redirect led from https: to http:. */
  readonly leavesHttps?: true
  readonly failure?: UrlFailure
  readonly file?: UrlFile
}

/** Why no file could be had. `detail` is what the kind says, else absent. */
export interface UrlFailure {
  readonly kind: UrlFailureKind
  readonly detail?: string
}

export type UrlFailureKind =
  /** No such host; `detail` names it. */
  | 'unknown-host'
  /** `detail` is an address of the host that is not public. */
  | 'not-public'
  | 'connection-refused'
  | 'connection-closed'
  | 'timeout'
  /** The certificate or the encryption; `detail` is a code of Node or OpenSSL. */
  | 'tls'
  /** What came is no HTTP. */
  | 'malformed-answer'
  /** `detail` is an HTTP status other than 2xx. */
  | 'status'
  /** `detail` is how many are followed at most. */
  | 'too-many-redirects'
  /** `detail` is the scheme of the URL that it led to; absent where it led to no URL at all. */
  | 'bad-redirect'

/** What the header and the first bytes of the file tell. */
export interface UrlFile {
  /** The Content-Type as sent. */
  readonly contentType?: string
  /** The size of the file. Absent where the server does not tell it and nobody needed to know. */
  readonly bytes?: number
  /** In place of `bytes`: the file has more than this. */
  readonly moreThan?: number
  /** What the first bytes are; absent where nothing known begins like this. */
  readonly detectedMediaType?: string
  /** Pixels. */
  readonly width?: number
  readonly height?: number
  /** True when the file ends before the header that tells its size in pixels is complete. */
  readonly cut?: true
}
