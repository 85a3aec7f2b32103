import { whyNoAnswer } from '../../network/why-no-answer.ts'
import type { WireResponse } from '../../recordings/recording.ts'
import type { JudgeResponseOptions } from '../../validate/response-options.ts'
import { withVerdict } from '../../validate/request-facts.ts'
import type { Head } from '../head.ts'
import { reportOf, unjudged } from '../judging.ts'
import type { GatewayExchange } from '../options.ts'
import { answered, type Outcome, type Setting } from '../setting.ts'
import { errorAnswer, type Judged } from '../simulate/simulate.ts'
import { headerMap } from './headers.ts'
import { passOn, type Ending } from './pass-on.ts'
import { Tap } from './tap.ts'
import type { Trip } from './trip.ts'

/** nginx's status for a client that did not wait. */
const CLIENT_GONE = 499

/** What is known of an exchange when its answer is through. */
type Stored = Pick<GatewayExchange, 'recording' | 'stored' | 'failure'>

export interface Descent {
  readonly head: Head
  readonly trip: Trip
  /** The request, where it was one to be judged and could be. */
  readonly judged: Judged | undefined
  /** Why it could not. */
  readonly failure?: string
  /** Stores an answer that the server ended or cut. Left out, nothing of it is kept. */
  readonly store?: (response: WireResponse) => Promise<Stored>
}

/** Waits for the answer from above, and says how it is passed on. */
export async function comeDown(descent: Descent, setting: Setting, gone: AbortSignal): Promise<Outcome> {
  const answer = await descent.trip.answering.catch((error: unknown) => ({ error }))
  if ('error' in answer) return withoutAnswer(descent, answer.error, setting, gone)
  const { head, trip, judged, store } = descent
  const { status } = answer
  const headers = headerMap(answer.headers)
  const judgedBy = judged && answerOptions(judged, setting)
  const tap = new Tap(status, headers, { sentAt: trip.sentAt, ...(judgedBy && { judgedBy }), ...(store && { keeps: setting.maxRequestBytes }) })
  const concluded = async (ending: Ending): Promise<GatewayExchange> => {
    const { findings, unjudged: why, chunks } = tap.end()
    if (ending === 'gone') return { ...told(descent), status, note: noteOf(gone) }
    const cut = ending === 'cut'
    return {
      ...told(descent),
      status,
      ...(judged && { report: reportOf(judged, head.shown, findings) }),
      ...(why !== undefined && { failure: `the answer was not judged: ${why}` }),
      ...(store && (typeof chunks === 'string' ? { failure: `not stored: ${chunks}` } : await store({ status, headers, chunks, ...(cut && { cut }) }))),
      ...(cut && { note: 'the answer broke off' }),
    }
  }
  return {
    pass: (response, tell) => passOn(answer, response, { hear: (chunk) => tap.hear(chunk), end: async (ending) => tell(await concluded(ending)) }, gone),
  }
}

function withoutAnswer(descent: Descent, error: unknown, setting: Setting, gone: AbortSignal): Outcome {
  const { head, trip, judged } = descent
  if (gone.aborted) return { pass: async (_, tell) => tell({ ...told(descent), status: CLIENT_GONE, note: noteOf(gone) }) }
  const reason = `no answer from ${new URL(trip.url).origin}: ${whyNoAnswer(error)}`
  return answered(errorAnswer(judged ?? unjudged(head, setting), 'no-upstream', `pixpact: ${reason}.`), { ...told(descent), failure: reason })
}

/** What is to be said of the request, whatever became of it. */
function told({ head: { shown }, judged, failure }: Descent): Omit<GatewayExchange, 'status'> {
  return { ...shown, ...(judged && { report: reportOf(judged, shown) }), ...(failure !== undefined && { failure }) }
}

function answerOptions({ profile, path, judgement: { verdict, request } }: Judged, { contract: { format, rules } }: Setting): JudgeResponseOptions | undefined {
  // Of what was no chat request nobody knows what the answer should be.
  return request && withVerdict({ profile, path, ...(format && { format }), ...(rules && { rules }) }, verdict, request.body)
}

function noteOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason)
}
