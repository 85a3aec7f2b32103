import type { Params } from '../core/vocabulary.ts'
import type { Failure } from './failure.ts'

/** One event of a streamed answer, as far as the order of events is concerned. */
export interface StreamEvent {
  /** The number of the event in its stream, from 0, as a JSON Pointer. */
  readonly pointer: string
  /** What its `event:` line says. */
  readonly name?: string
  /** What its data is: an object, the end mark `[DONE]`, or nothing that could be read. */
  readonly kind: 'object' | 'done' | 'broken'
  /** The data; empty where it is no object. */
  readonly value: Readonly<Record<string, unknown>>
  /** The error that it tells. */
  readonly failure?: Failure
  /** False when the schema refuses a part of it, so that what it was meant to say is not certain. */
  readonly sound: boolean
}

/** Something that a stream does against the grammar of its format. The ids are those of the rule `stream-grammar`. */
export interface Breach {
  readonly id: BreachId
  readonly pointer: string
  readonly params: Params
}

export type BreachId =
  | 'order'
  | 'index'
  | 'event-name'
  | 'delta-mismatch'
  | 'mixed-id'
  | 'role-missing'
  | 'role-repeated'
  | 'reasoning-late'
  | 'after-finish'
  | 'finish-missing'
  | 'stray-done'
  | 'done-missing'
  | 'unterminated'

/** Follows one stream, event by event. After a breach it goes on as if the stream had been right, so that one fault is told once. */
export interface StreamGrammar {
  next(event: StreamEvent): Breach[]
  /** What is missing at the end. `last` is the pointer of the last event, `cut` is true when the stream broke off inside of an event. */
  end(last: string, cut: boolean): Breach[]
}
