import type { Body } from '../body/body.ts'
import type { ImageSummary } from '../core/vocabulary.ts'
import type { Failure } from '../formats/failure.ts'
import type { Format } from '../formats/format.ts'
import type { StreamEvent } from '../formats/stream-event.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ResponseProfile } from '../profiles/response-profile.ts'
import type { SchemaFault } from '../schema/index.ts'

/** What is known of the request that was answered. */
export interface RequestFacts {
  readonly images: readonly ImageSummary[]
  /** Whether the request asked for usage at the end of a stream; absent where that is not known. */
  readonly wantsUsage?: boolean
}

/** An answer of which format and status are known. */
export interface ResponseContext {
  readonly format: Format
  readonly profile: Profile
  /** What the profile says of answers in this format. */
  readonly responses: ResponseProfile
  readonly status: number
  /** The format that the answer speaks, where that is another one than was asked for. */
  readonly foreign?: Format
  /** The media type of the content, in lower case and without parameters; absent where it is not known. */
  readonly contentType?: string
  readonly request?: RequestFacts
}

/** An answer that came as a whole. */
export interface WholeResponse extends ResponseContext {
  readonly body: Body
  /** The beginning of the text. */
  readonly head: string
  /** The body; empty where it is no object. */
  readonly value: Readonly<Record<string, unknown>>
  /** The error that it tells, under whatever status. */
  readonly failure?: Failure
  /** Where the body breaks its schema: that of an error when it tells one, else that of an answer. */
  readonly faults: readonly SchemaFault[]
  /** True when the body was sent as an event of a stream. */
  readonly isFramed: boolean
}

/** One event of a streamed answer. */
export interface JudgedEvent extends StreamEvent {
  readonly body: Body
  /** Where it breaks its schema. Pointers are those of the event's data. */
  readonly faults: readonly SchemaFault[]
}

/** Follows a stream: is told each event, then its end. `last` is the pointer of the last event; `cut` when the stream broke off in one. */
export interface StreamCheck {
  event?(event: JudgedEvent): void
  end?(last: string, cut: boolean): void
}
