import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Profile } from '../profiles/profile.ts'
import type { ValidateOptions } from '../validate/options.ts'
import type { Answer } from './answer.ts'
import type { GatewayExchange } from './options.ts'

/** How requests are judged, in whatever mode. */
export interface Setting {
  readonly profile: Profile
  readonly contract: Pick<ValidateOptions, 'format' | 'rules' | 'now'>
  readonly maxRequestBytes: number
  readonly lenientPaths: boolean
}

/** What a request comes to: an answer as data with what there is to say of it, or one that is still to be passed on. */
export type Outcome = Answered | Passing

export interface Answered {
  readonly answer: Answer
  readonly exchange: GatewayExchange
}

/** An answer that is passed on while it comes. */
export interface Passing {
  /** Passes it on, and tells what there is to say of it before the client has the last of it. */
  pass(response: ServerResponse, tell: (exchange: GatewayExchange) => void): Promise<void>
}

/** A mode at work. */
export interface Running {
  /** Takes in a request and finds what it comes to; `undefined` when the client went away before its end. `gone` tells when it does so later. */
  answer(request: IncomingMessage, gone: AbortSignal): Promise<Outcome | undefined>
  /** Ends what is still open. Called once nothing is under way any more. */
  close?(): Promise<void>
}

export function answered(answer: Answer, exchange: Omit<GatewayExchange, 'status'>): Answered {
  return { answer, exchange: { ...exchange, status: answer.status } }
}
