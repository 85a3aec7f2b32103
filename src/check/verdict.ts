import { bodyOfSkeleton } from '../body/body.ts'
import { payloadDigest } from '../body/payload-digest.ts'
import { BodyScanner } from '../body/scanner.ts'
import { levelOf } from '../profiles/level-of.ts'
import { contractOf, envelopeOf, faultOf, otherErrorOf, refusalOf, traceIn, unseen, wordsOf } from './answer/answer.ts'
import { cardsOf } from './answer/cards.ts'
import type { CheckFinding } from './causes.ts'
import type { Arrival } from './provider/arrival.ts'
import type { Reply } from './run/send.ts'
import type { CaseRequest, CheckCase } from './suite/check-case.ts'
import type { Route } from './target.ts'
import { REPAIRS } from './transit/conversions.ts'
import type { Served } from './transit/pictures.ts'
import { inTransit, type Sent } from './transit/transit.ts'
import { viewOf } from './transit/view.ts'

/** All that was seen of one case. */
export interface Observation {
  readonly route: Route
  readonly checked: CheckCase
  readonly request: CaseRequest
  readonly token: string
  readonly reply: Reply
  /** What came to the provider, the last call last; `undefined` where the provider is a real one. */
  readonly arrivals?: readonly Arrival[]
  readonly served: Served
}

type Judge = (seen: Observation) => CheckFinding[]

const JUDGES: Readonly<Record<CheckCase['expects'], Judge>> = { answer: answered, refusal: refused, either: refused, error: failed }

/** What is wrong in a case: the first stage that finds something is what it is about. Empty when nothing is. */
export function verdictOn(seen: Observation): CheckFinding[] {
  return firstOf(() => traceIn(seen.reply), () => JUDGES[seen.checked.expects](seen))
}

function answered(seen: Observation): CheckFinding[] {
  const { reply, route, checked, arrivals, request } = seen
  const arrival = arrivals?.at(-1)
  return firstOf(
    () => (arrival === undefined ? [] : inTransit(sentOf(seen), arrival)),
    () => refusalOf(reply),
    () => (arrivals !== undefined && arrival === undefined ? [unseen(reply, seen.token)] : []),
    () => contractOf(reply, route, request, streams(checked)),
    () => (arrival === undefined ? cardsOf(reply, route, request.pictures) : wordsOf(reply, route, arrival)),
  )
}

/** A request that is wrong, or odd: turned down in the right shape, or put right so that nothing is lost. */
function refused(seen: Observation): CheckFinding[] {
  const { reply, route, checked, arrivals } = seen
  if (reply.status >= 400) return firstOf(() => otherErrorOf(reply), () => envelopeOf(reply, route))
  const arrival = arrivals?.at(-1)
  if (arrivals === undefined) return checked.expects === 'refusal' ? acceptedInvalid(seen) : []
  if (arrival === undefined) return [unseen(reply, seen.token)]
  if (arrival.status >= 400) return [{ cause: 'fault-hidden', about: 'refusal', message: `The provider turned it down with ${arrival.status}, and the client was answered ${reply.status}.` }]
  return firstOf(() => picturesGone(seen, arrival), () => (isPutRight(seen) ? [] : acceptedInvalid(seen)))
}

/** A request that is right, to which the provider fails. Where it was never asked, nothing is known of that. */
function failed(seen: Observation): CheckFinding[] {
  const { reply, route, checked, arrivals = [] } = seen
  const arrival = arrivals.at(-1)
  if (arrival === undefined) return firstOf(() => refusalOf(reply), () => [unseen(reply, seen.token)])
  return firstOf(() => inTransit(sentOf(seen), arrival), () => faultOf(reply, route, checked))
}

function acceptedInvalid({ reply, checked }: Observation): CheckFinding[] {
  return [{ cause: 'accepted-invalid', about: checked.triggers ?? '', message: `The request has one fault (${checked.triggers}), and was answered ${reply.status}.` }]
}

/** Pictures that stood in a wrong request, in either format's way, and did not arrive. */
function picturesGone(seen: Observation, arrival: Arrival): CheckFinding[] {
  const sent = sentOf(seen)
  const before = sent.body.value === undefined ? 0 : partsIn(viewOf(sent.body, sent.format))
  const after = partsIn(viewOf(arrival.body, sent.upstream))
  if (after >= before) return []
  return [{ cause: 'picture-missing', about: 'of a faulty request', message: `Of ${before} pictures ${after} arrived, and the client was answered ${seen.reply.status} as if all had.` }]
}

function partsIn({ pictures, foreign }: ReturnType<typeof viewOf>): number {
  return pictures.length + foreign.length
}

/** True when the fault is none for the provider, or one that may be put right. */
function isPutRight({ checked: { triggers, expects }, route: { upstream } }: Observation): boolean {
  if (expects === 'either' || triggers === undefined || upstream === undefined) return true
  return REPAIRS[triggers] !== undefined || levelOf(upstream.profile, triggers, upstream.format) !== 'error'
}

function sentOf({ request, route, token, served }: Observation): Sent {
  const scanner = new BodyScanner({ digest: payloadDigest })
  scanner.push(Buffer.from(request.body))
  return { body: bodyOfSkeleton(scanner.end()), format: route.format, upstream: route.upstream!.format, token, served }
}

function streams({ dimensions }: CheckCase): boolean {
  return dimensions['answer'] === 'stream'
}

/** What the first of several stages finds that finds anything. */
function firstOf(...stages: readonly (() => CheckFinding[])[]): CheckFinding[] {
  for (const stage of stages) {
    const findings = stage()
    if (findings.length > 0) return findings
  }
  return []
}
