import type { IncomingMessage } from 'node:http'
import { bodyOfSkeleton } from '../body/body.ts'
import { BodyScanner, type Skeleton } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'
import type { PayloadReport } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'
import { holdsKey } from '../rules/headers.ts'
import { judgement as judgementOf, type Judgement, type Verdict } from '../validate/judge.ts'
import type { ValidateOptions } from '../validate/options.ts'
import type { Answer } from './answer.ts'
import { preflightAnswer } from './cors.ts'
import { faultNamed, type FaultPlan } from './faults/fault-plan.ts'
import { noSuchFault } from './faults/faults.ts'
import { lenientPath } from './lenient-path.ts'
import type { GatewayExchange } from './options.ts'
import { receive } from './receive.ts'
import { routeOf } from './route.ts'
import { identityOf } from './simulate/identity.ts'
import { modelsAnswer } from './simulate/models.ts'
import { errorAnswer, simulate, type Judged } from './simulate/simulate.ts'

/** How requests are judged and answered. */
export interface Setting {
  readonly profile: Profile
  readonly contract: Pick<ValidateOptions, 'format' | 'rules' | 'now'>
  readonly maxRequestBytes: number
  readonly faults: FaultPlan
  readonly lenientPaths: boolean
}

/** What a request is answered, and what there is to say of it. */
export interface Outcome {
  readonly answer: Answer
  readonly exchange: GatewayExchange
}

/** How a request is named to people: by the path that it was sent to, whatever it is taken for. */
type Shown = Pick<GatewayExchange, 'method' | 'path'>

/** Takes in a request, judges it, and finds the answer. `undefined` when the client went away before its end. */
export async function outcomeOf(request: IncomingMessage, setting: Setting): Promise<Outcome | undefined> {
  const received = await receive(request, setting.maxRequestBytes)
  if (received === 'gone') return undefined
  const { profile, maxRequestBytes } = setting
  const method = request.method ?? 'GET'
  const asked = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
  const path = setting.lenientPaths ? lenientPath(asked, profile) : asked
  const headers = plainHeaders(request)
  const { to, format } = routeOf(method, path, profile)
  const shown = { method, path: asked }
  if (to === 'preflight') return outcome(preflightAnswer(request), shown)
  const known = { method, path, profile, format }
  const tooLarge = (reason: string): Outcome => outcome(errorAnswer(unjudged(known), 'size', reason), shown)
  if (received === 'too-large') return tooLarge(`the body holds more than ${maxRequestBytes.toLocaleString('en-US')} bytes`)
  if (to === 'models') {
    return outcome(holdsKey(headers, 'anthropic-messages') ? modelsAnswer(profile) : errorAnswer(unjudged(known), 'auth'), shown)
  }
  if (method !== 'POST') return outcome(errorAnswer(unjudged(known), 'route'), shown)
  const options = { ...setting.contract, profile, method, path, headers }
  const judgement = judgementOn(received.skeleton, options)
  if (judgement instanceof PixpactError) return tooLarge(judgement.message)
  const judged = { ...known, judgement, identity: identityOf(path, received.skeleton) }
  const honest = to === 'chat' ? simulate(judged) : errorAnswer(judged, 'route')
  return withFault(honest, judged, shown, headers['x-pixpact-fault'], setting)
}

/** The judgement, or why there is none: a small body can hold more values than can be judged. */
function judgementOn(skeleton: Skeleton, options: ValidateOptions): Judgement | PixpactError {
  try {
    return judgementOf(bodyOfSkeleton(skeleton), options)
  } catch (error) {
    if (error instanceof PixpactError && error.code === 'body-too-large') return error
    throw error
  }
}

/** The fault that the request itself asks for, else the one whose turn it is. */
function withFault(honest: Answer, judged: Judged, shown: Shown, asked: string | undefined, { faults }: Setting): Outcome {
  const report = reportOf(judged, shown)
  const planned = faults.next()
  const fault = asked === undefined ? planned : faultNamed(asked)
  if (fault === undefined) return outcome(asked === undefined ? honest : noSuchFault(asked), { ...shown, report })
  const answer = fault.apply(honest, judged)
  return outcome({ ...answer, headers: { ...answer.headers, 'x-pixpact-fault': fault.name } }, { ...shown, report, fault: fault.name })
}

function outcome(answer: Answer, exchange: Omit<GatewayExchange, 'status'>): Outcome {
  return { answer, exchange: { ...exchange, status: answer.status } }
}

function reportOf({ judgement }: Judged, { method, path }: Shown): PayloadReport {
  // A copy: in this engine a piece of a string keeps all of that string in memory.
  return { source: { path: `${method} ${path}` }, ...structuredClone(judgement.verdict) }
}

/** For errors that come before anything is judged. */
function unjudged(known: Omit<Judged, 'judgement' | 'identity'>): Judged {
  const verdict: Verdict = { valid: true, profile: known.profile.id, images: [], findings: [] }
  return { ...known, judgement: { verdict } as Judgement, identity: identityOf(`${known.method} ${known.path}`, new BodyScanner().end()) }
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
