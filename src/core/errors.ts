/** Stable names of what can keep the kit from doing its work. */
export type ErrorCode =
  | 'usage'
  | 'unknown-profile'
  | 'bad-profile'
  | 'bad-config'
  | 'bad-baseline'
  | 'bad-run'
  | 'unknown-rule'
  | 'no-input'
  | 'unreadable-input'
  | 'unwritable-output'
  | 'body-too-large'
  | 'not-serialisable'
  | 'not-representable'
  | 'not-a-request'
  | 'no-network'
  | 'cannot-listen'
  | 'cannot-start'
  | 'no-gateway'
  | 'internal'

/**
 * The kit could not do its work: bad usage, an unreadable file, a fault of its own. Never a statement about a payload,
 * which is a `Finding`. Match on `code`; `message` says what happened and `hint` what to do.
 */
export class PixpactError extends Error {
  override readonly name = 'PixpactError'
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}
