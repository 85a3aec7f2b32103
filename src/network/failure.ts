import { PixpactError } from '../core/errors.ts'
import type { UrlFailure, UrlFailureKind } from '../image/url-facts.ts'

/** Thrown on the way to a file for what is a fact about the URL. */
export class Failure extends Error {
  readonly kind: UrlFailureKind
  readonly detail: string | undefined

  constructor(kind: UrlFailureKind, detail?: string) {
    super(kind)
    this.kind = kind
    this.detail = detail
  }
}

/** What an error says about the URL. Throws `no-network` for one that says nothing of it, such as that of a machine that is offline. */
export function failureOf(error: unknown, url: URL): UrlFailure {
  if (error instanceof PixpactError) throw error
  if (error instanceof Failure) return { kind: error.kind, ...(error.detail !== undefined && { detail: error.detail }) }
  const codes = codesOf(error)
  for (const code of codes) {
    const kind = kindOf(code)
    if (kind !== undefined) return kind === 'tls' ? { kind, detail: code } : { kind }
  }
  throw noNetwork(`${url.host} cannot be asked for an image (${codes[0] ?? 'unknown error'})`, error)
}

/** The run failed, not the payload. `what` begins a sentence. */
export function noNetwork(what: string, cause?: unknown): PixpactError {
  return new PixpactError(
    'no-network',
    `${what}, which says nothing of the image URLs.`,
    'Check the network and run it again, or leave out --fetch-urls. Proxies are not used.',
    { cause },
  )
}

/** The codes of an error. Where several addresses were tried, each attempt has an error of its own. */
export function codesOf(error: unknown): string[] {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error]
  return errors.flatMap((one) => {
    if (!(one instanceof Error)) return []
    return ['code' in one && typeof one.code === 'string' ? one.code : one.name]
  })
}

const KINDS: Readonly<Record<string, UrlFailureKind>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-closed',
  EPIPE: 'connection-closed',
  UND_ERR_SOCKET: 'connection-closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-closed',
  ETIMEDOUT: 'timeout',
  // Of the deadline for all of one URL.
  TimeoutError: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'malformed-answer',
  HTTPParserError: 'malformed-answer',
  EPROTO: 'tls',
}

/** What a code says of a server; `undefined` where it says nothing of it. */
export function kindOf(code: string): UrlFailureKind | undefined {
  if (Object.hasOwn(KINDS, code)) return KINDS[code]
  // Of the HTTP parser, and of zlib.
  if (/^(?:HPE_|Z_)/.test(code)) return 'malformed-answer'
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code) ? 'tls' : undefined
}
