import type { FormatId } from '../core/vocabulary.ts'

/** What a profile says of the answers in one wire format, besides what every vendor sends. What is absent is not documented. */
export interface ResponseProfile {
  /** Field paths that are always there: in a whole answer, in an event of a stream, in the body of an error. */
  readonly required?: {
    readonly response?: readonly string[]
    readonly event?: readonly string[]
    readonly error?: readonly string[]
  }
  /** The documented reasons for the end of an answer. */
  readonly finishReasons?: readonly string[]
  /** The formats whose envelope an error may have. Default: its own. */
  readonly errorEnvelopes?: readonly FormatId[]
  /** True when usage tells the tokens of the images, by the formula of `src/image/image-tokens.ts`. */
  readonly reportsImageTokens?: boolean
  /** True when the total may also count reasoning that is not among the completion tokens. */
  readonly countsReasoningApart?: boolean
}
