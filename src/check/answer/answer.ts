import { printable } from '../../core/printable.ts'
import type { Finding } from '../../core/vocabulary.ts'
import { isStream } from '../../formats/received.ts'
import { validateResponse } from '../../validate/validate-response.ts'
import type { CauseId, CheckFinding } from '../causes.ts'
import type { Arrival } from '../provider/arrival.ts'
import type { Reply } from '../run/send.ts'
import type { CaseRequest, CheckCase } from '../suite/check-case.ts'
import type { Route } from '../target.ts'
import { generalised } from '../transit/transit.ts'
import { parsed, textOfAnswer } from './text-of-answer.ts'

/** What shows the inside of a server. */
const TRACES: readonly RegExp[] = [/\n[ \t]+at .{1,500}:\d+:\d+/, /Traceback \(most recent call last\)/, /goroutine \d+ \[/, /\/node_modules\//, /\bFile "[^"]+", line \d+/]

/** A trace in an answer, which is wrong whatever else it says. */
export function traceIn({ text }: Reply): CheckFinding[] {
  // In JSON a line break is written with an escape.
  const plain = text.slice(0, 1 << 16).replaceAll('\\n', '\n')
  const trace = TRACES.map((pattern) => pattern.exec(plain)?.[0]).find((found) => found !== undefined)
  return trace === undefined ? [] : [{ cause: 'stack-trace', message: `The answer holds "${printable(trace.trim().slice(0, 120))}".` }]
}

/** A status that tells of no answer, where there should be one. */
export function refusalOf({ status, text }: Reply): CheckFinding[] {
  if (status < 300) return []
  const said = `It was answered ${status}: ${excerptOf(text, 200) || 'nothing'}`
  if (status === 404) return [{ cause: 'not-found', message: said }]
  return [{ cause: status >= 500 ? 'server-error' : 'rejected', about: String(status), message: said }]
}

/** What is no refusal of just this request: the key, the method, the pace. 404 may be: OpenAI answers it where no model is named. */
const ABOUT_OTHERS = [401, 403, 405, 407, 408, 429]

/** An error that is none of the client's request. */
export function otherErrorOf(reply: Reply): CheckFinding[] {
  const { status, text } = reply
  if (ABOUT_OTHERS.includes(status)) return refusalOf(reply)
  if (status < 500) return []
  return [{ cause: 'server-error', about: String(status), message: `A fault of the client was answered ${status}: ${excerptOf(text, 200)}` }]
}

/** An error that is not in the envelope of the client's format. */
export function envelopeOf({ status, headers, text }: Reply, { profile, format }: Route): CheckFinding[] {
  const { findings } = validateResponse({ status, headers, body: text }, { profile, format })
  return findings
    .filter(({ ruleId, severity }) => ruleId === 'error-envelope' && severity !== 'info')
    .slice(0, 1)
    .map(({ message }) => ({ cause: 'envelope', message: `${message} It begins ${excerptOf(text, 120)}` }))
}

/** What an answer breaks of its format, or of what was asked for. */
export function contractOf(reply: Reply, { profile, format }: Route, { body }: CaseRequest, streams: boolean): CheckFinding[] {
  const cause: CauseId = streams ? 'stream-contract' : 'response-contract'
  if (reply.cut) return [{ cause, about: 'cut off', message: 'The connection broke off in the middle of the answer.' }]
  const { status, headers, text } = reply
  if (isStream(text.slice(0, 256), headers) !== streams) {
    const [asked, came] = streams ? ['a stream', 'a whole answer'] : ['a whole answer', 'a stream']
    return [{ cause, about: streams ? 'not streamed' : 'streamed', message: `The request asks for ${asked}, and ${came} came.` }]
  }
  const { findings } = validateResponse({ status, headers, body: text }, { profile, format, request: body })
  return findings.filter(isBroken).map((finding) => broken(cause, finding))
}

/** What tokens are counted is not written into the formats, and yet must add up. */
function isBroken({ severity, ruleId }: Finding): boolean {
  return severity === 'error' || (severity === 'warning' && ruleId === 'usage')
}

function broken(cause: CauseId, { ruleId, messageId, pointer, message }: Finding): CheckFinding {
  // Of streams the first key is the number of the event.
  return { cause, about: `${ruleId}/${messageId} at ${generalised(pointer)}`, message: `${pointer === '' ? '' : `${pointer}: `}${message}` }
}

/** The answer to a request that the provider never saw. */
export function unseen({ status, text }: Reply, token: string): CheckFinding {
  if (text.includes(token)) return { cause: 'cached', message: `It was answered ${status} with what the provider says to this request, and nothing came to the provider.` }
  return { cause: 'nothing-sent-on', message: `It was answered ${status}, and nothing came to the provider.` }
}

/** Whether the answer of the provider reached the client as it was. */
export function wordsOf({ text }: Reply, { format }: Route, { text: expected }: Arrival): CheckFinding[] {
  const said = textOfAnswer(format, text)
  if (said === expected) return []
  return [{ cause: 'answer-changed', message: `The provider said ${quoted(expected)}, and the client read ${quoted(said)}.` }]
}

/** Whether a fault of the provider reached the client. */
export function faultOf(reply: Reply, route: Route, { fault }: CheckCase): CheckFinding[] {
  const { status, text, cut } = reply
  if (cut) return []
  if (status >= 400) return [...statusOf(status, fault?.status), ...envelopeOf(reply, route)]
  if (tellsError(reply, route)) return []
  return [{ cause: 'fault-hidden', about: fault?.name ?? '', message: `The client was answered ${status}, and nothing tells it of an error: ${excerptOf(text.slice(-160), 160)}` }]
}

/** An error of the client stays one, and so does one of the server; who is to wait must be told just that. */
function statusOf(status: number, expected: number | undefined): CheckFinding[] {
  if (expected === undefined) return status >= 500 ? [] : [{ cause: 'fault-status', about: `${status}`, message: `The provider broke off, and the client was answered ${status}.` }]
  const isOfItsKind = expected === 429 ? status === 429 : Math.floor(status / 100) === Math.floor(expected / 100)
  // The provider's 401 is about the gateway's key, which is no matter of the client's.
  if (isOfItsKind || (expected === 401 && status >= 500)) return []
  return [{ cause: 'fault-status', about: `${expected} became ${status}`, message: `The provider answered ${expected}, and the client was answered ${status}.` }]
}

/** True when an answer under a good status says somewhere that it is none, or is visibly not whole. */
function tellsError({ status, headers, text }: Reply, { profile, format }: Route): boolean {
  if (parsed(text)?.['error'] !== undefined) return true
  const { findings } = validateResponse({ status, headers, body: text }, { profile, format })
  return findings.some(({ ruleId, messageId }) => ruleId === 'error-envelope' || messageId === 'unterminated' || messageId === 'finish-missing' || messageId === 'done-missing')
}

/** The beginning of what a gateway said, without its ids and times: the same fault is to read the same in each run. */
function excerptOf(text: string, length: number): string {
  return printable(text.slice(0, length), ' ').trim().replaceAll(/[\da-f-]{8,}/gi, '…')
}

function quoted(text: string): string {
  return `"${printable(text.slice(0, 80))}${text.length > 80 ? '…' : ''}"`
}
