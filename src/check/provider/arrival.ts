import type { Body } from '../../body/body.ts'
import type { FormatId } from '../../core/vocabulary.ts'
import type { Verdict } from '../../validate/judge.ts'

/** A request that came to the provider that the kit plays. */
export interface Arrival {
  readonly path: string
  /** The format of the endpoint that was called; absent where it is none. */
  readonly calledAs?: FormatId
  /** The format that the body speaks for; absent where it speaks for both. */
  readonly written?: FormatId
  readonly body: Body
  /** The token that stands in it, if any does. */
  readonly token?: string
  /** What the provider's own rules say. */
  readonly verdict: Verdict
  /** What was answered. */
  readonly status: number
  /** The text of the answer, which the client is to read. */
  readonly text: string
}
