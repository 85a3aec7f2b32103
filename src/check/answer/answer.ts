import { printable } from '../../core/printable.ts'
import type { Finding } from '../../core/vocabulary.ts'
import { validateResponse } from '../../validate/validate-response.ts'
import type { CauseId, CheckFinding } from '../causes.ts'
import type { Arrival } from '../provider/arrival.ts'
import type { Reply } from '../run/send.ts'
import type { CheckCase } from '../suite/check-case.ts'
import type { Route } from '../target.ts'
import { generalised } from '../transit/transit.ts'
import { parsed, textOfAnswer } from './text-of-answer.ts'

/** What shows the inside of a server. */
const TRACES: readonly RegExp[] = [/\n\s+at .+:\d+:\d+/, /Traceback \(most recent call last\)/, /goroutine \d+ \[/, /\/node_modules\//, /\bFile "[^"]+", line \d+/]

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

/** A 5xx where the client is at fault. */
export function serverErrorOf({ status, text }: Reply): CheckFinding[] {
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

/** What an answer breaks of its format. */
export function contractOf({ status, headers, text, cut }: Reply, { profile, format }: Route, streams: boolean): CheckFinding[] {
  const cause: CauseId = streams ? 'stream-contract' : 'response-contract'
  if (cut) return [{ cause, about: 'cut off', message: 'The connection broke off in the middle of the answer.' }]
  const { findings } = validateResponse({ status, headers, body: text }, { profile, format })
  return findings.filter(({ severity }) => severity === 'error').map((finding) => broken(cause, finding))
}

function broken(cause: CauseId, { ruleId, messageId, pointer, message }: Finding): CheckFinding {
  // Of streams the first key is the number of the event.
  const place = generalised(pointer)
  return { cause, about: `${ruleId}/${messageId} at ${place}`, message: `${pointer === '' ? '' : `${pointer}: `}${message}` }
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

/** An error of the client stays one; so does one of the server. */
function statusOf(status: number, expected: number | undefined): CheckFinding[] {
  if (expected === undefined) return status >= 500 ? [] : [{ cause: 'fault-status', about: `${status}`, message: `The provider broke off, and the client was answered ${status}.` }]
  // The provider's 401 is about the gateway's key: to the client that is an error of the server, or what it is.
  const isRight = expected >= 500 || expected === 401 ? status >= 500 || status === expected : status === expected
  return isRight ? [] : [{ cause: 'fault-status', about: `${expected} became ${status}`, message: `The provider answered ${expected}, and the client was answered ${status}.` }]
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
