import type { Dialect, Pair } from './dialect.ts'
import type { Frame } from './frames.ts'
import type { Rejection } from './rejection.ts'
import type { Value } from './value.ts'

/** Where a fault can set in. What is here is what a correct gateway does: it changes nothing. */
export interface Hooks {
  readonly isServed: boolean
  /** The body as it came, before it is checked. */
  readonly received: (body: Value) => Value
  /** The same, checked, before it is converted. */
  readonly accepted: (body: Value) => Value
  /** What goes to the provider, and the body that it was made of. */
  readonly sent: (body: Value, accepted: Value) => Value
  /** Why the request is not passed on. */
  readonly rejected: (rejection: Rejection) => Rejection
  readonly envelope: (pair: Pair) => Dialect
  /** What ends a stream that broke with an error, of which `written` is with the client already. */
  readonly brokenOff: (error: Frame, written: readonly Frame[]) => readonly Frame[]
  /** Learns that the provider cut its stream, before the client does. */
  readonly cut: (error: Error) => void
}

export const CORRECT: Hooks = {
  isServed: true,
  received: (body) => body,
  accepted: (body) => body,
  sent: (body) => body,
  rejected: (rejection) => rejection,
  envelope: ({ inbound }) => inbound,
  brokenOff: (error) => [error],
  cut: () => undefined,
}
