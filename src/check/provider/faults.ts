import type { FormatId } from '../../core/vocabulary.ts'
import { jsonAnswer, streamAnswer, type Answer } from '../../gateway/answer.ts'
import { cutInHalf } from '../../gateway/faults/pieces.ts'

/** A way in which the provider fails. */
export interface UpstreamFault {
  readonly name: string
  /** For a sentence: `the provider …`. */
  readonly does: string
  /** The kinds of answer that it can befall. */
  readonly answers: readonly ('whole' | 'stream')[]
  /** The status that the provider answers, where an error is all that it answers. */
  readonly status?: number
  readonly destructive?: true
  apply(answer: Answer, format: FormatId): Answer
}

/** What Anthropic calls the errors. */
const TYPES: Readonly<Record<number, string>> = { 400: 'invalid_request_error', 401: 'authentication_error', 429: 'rate_limit_error', 500: 'api_error', 529: 'overloaded_error' }

const BOTH = ['whole', 'stream'] as const

export const UPSTREAM_FAULTS: readonly UpstreamFault[] = [
  refusal('bad-request', 400, 'answers 400'),
  refusal('unauthorised', 401, 'answers 401'),
  refusal('rate-limit', 429, 'answers 429'),
  refusal('server-error', 500, 'answers 500'),
  refusal('overloaded', 529, 'answers 529, as Anthropic does when it is overloaded'),
  {
    name: 'html',
    does: 'answers 502 with a page in HTML',
    answers: BOTH,
    status: 502,
    apply: () => ({ status: 502, headers: { 'content-type': 'text/html' }, pieces: ['<html><body><h1>502 Bad Gateway</h1></body></html>\n'] }),
  },
  {
    name: 'error-in-stream',
    does: 'sends an error in the middle of the stream',
    answers: ['stream'],
    apply: (answer, format) => ({ ...answer, pieces: [...answer.pieces.slice(0, Math.ceil(answer.pieces.length / 2)), ...errorEvent(format).pieces] }),
  },
  {
    name: 'cut-body',
    does: 'breaks off in the middle of the body',
    answers: BOTH,
    destructive: true,
    apply: (answer) => ({ ...cutInHalf(answer), ending: 'reset' }),
  },
  { name: 'no-answer', does: 'breaks off before it answers', answers: BOTH, destructive: true, apply: (answer) => ({ ...answer, pieces: [], ending: 'reset' }) },
]

function refusal(name: string, status: number, does: string): UpstreamFault {
  return { name, does, status, answers: BOTH, apply: (_, format) => jsonAnswer(status, errorOf(format, status, `The provider ${does}.`)) }
}

/** An error in the envelope of a format. */
export function errorOf(format: FormatId, status: number, message: string): object {
  const type = TYPES[status] ?? 'api_error'
  if (format === 'anthropic-messages') return { type: 'error', error: { type, message }, request_id: 'req_011check' }
  return { error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code: null } }
}

function errorEvent(format: FormatId): Answer {
  const data = errorOf(format, 529, 'The provider is overloaded.')
  return streamAnswer([{ data, ...(format === 'anthropic-messages' && { event: 'error' }) }])
}
