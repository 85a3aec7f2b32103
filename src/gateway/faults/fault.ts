import { errorAnswer, type Judged } from '../simulate/simulate.ts'
import type { Answer } from '../answer.ts'
import type { ErrorKind } from '../errors/told.ts'

/** Something that goes wrong with gateways, on demand. */
export interface Fault {
  readonly name: string
  /** What is sent in place of the answer, or done to it. For the documentation. */
  readonly does: string
  /** What a client has to do right, or how clients were seen to fail. For the documentation. */
  readonly exercises: string
  /** The answer as the fault leaves it; the same one where it has no bearing on it. */
  apply(answer: Answer, judged: Judged): Answer
}

/** A fault that is an error of the profile's gateway, whatever was asked. */
export function errorFault(name: ErrorKind, does: string, exercises: string): Fault {
  return { name, does, exercises, apply: (_, judged) => errorAnswer(judged, name) }
}
