import { whyNoAnswer } from '../../network/why-no-answer.ts'
import type { HeaderMap, WireResponse } from '../../recordings/recording.ts'
import type { JudgeResponseOptions } from '../../validate/response-options.ts'
import { withVerdict } from '../../validate/request-facts.ts'
import type { Head } from '../head.ts'
import { reportOf, unjudged } from '../judging.ts'
import type { GatewayExchange } from '../options.ts'
import { answered, type Outcome, type Setting } from '../setting.ts'
import { errorAnswer, type Judged } from '../simulate/simulate.ts'
import { headerMap } from './headers.ts'
import { passOn } from './pass-on.ts'
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
export async function comeDown({ head, trip, judged, failure, store }: Descent, setting: Setting, gone: AbortSignal): Promise<Outcome> {
  const { shown } = head
  const failing = failure === undefined ? {} : { failure }
  const reported = (more: Partial<GatewayExchange> = {}): Omit<GatewayExchange, 'status'> => ({ ...shown, ...(judged && { report: reportOf(judged, shown) }), ...failing, ...more })
  const answer = await trip.answering.catch((error: unknown) => ({ error }))
  if ('error' in answer) {
    if (gone.aborted) return { pass: async (_, tell) => tell({ ...reported({ note: noteOf(gone) }), status: CLIENT_GONE }) }
    const reason = `pixpact: no answer from ${new URL(trip.url).origin}: ${whyNoAnswer(answer.error)}.`
    return answered(errorAnswer(judged ?? unjudged(head, setting), 'no-upstream', reason), reported({ failure: reason.slice('pixpact: '.length, -1) }))
  }
  const { status } = answer
  const headers = headerMap(answer.headers)
  const judgedBy = judged && answerOptions(judged, setting)
  const tap = new Tap(status, headers, { sentAt: trip.sentAt, ...(judgedBy && { judgedBy }), ...(store && { keeps: setting.maxRequestBytes }) })
  return {
    pass: (response, tell) =>
      passOn(
        answer,
        response,
        {
          hear: (chunk) => tap.hear(chunk),
          async end(ending) {
            const { findings, unjudged: why, chunks } = tap.end()
            if (ending === 'gone') return tell({ ...reported({ note: noteOf(gone) }), status })
            const cut = ending === 'cut'
            const stored = store === undefined ? {} : typeof chunks === 'string' ? { failure: `not stored: ${chunks}` } : await store(wireResponse(status, headers, chunks, cut))
            tell({
              ...reported(),
              status,
              ...(judged && { report: reportOf(judged, shown, findings) }),
              ...(why !== undefined && { failure: `the answer was not judged: ${why}` }),
              ...stored,
              ...(cut && { note: 'the answer broke off' }),
            })
          },
        },
        gone,
      ),
  }
}

function answerOptions({ profile, path, judgement: { verdict, request } }: Judged, { contract: { format, rules } }: Setting): JudgeResponseOptions | undefined {
  // Of what was no chat request nobody knows what the answer should be.
  return request && withVerdict({ profile, path, ...(format && { format }), ...(rules && { rules }) }, verdict, request.body)
}

function wireResponse(status: number, headers: HeaderMap, chunks: WireResponse['chunks'], cut: boolean): WireResponse {
  return { status, headers, chunks, ...(cut && { cut }) }
}

function noteOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason)
}
