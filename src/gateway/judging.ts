import { bodyOfSkeleton } from '../body/body.ts'
import { BodyScanner, type Skeleton } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'
import type { Finding, PayloadReport } from '../core/vocabulary.ts'
import { judgement as judgementOf, type Judgement, type Verdict } from '../validate/judge.ts'
import type { Head, Shown } from './head.ts'
import type { Setting } from './setting.ts'
import { identityOf } from './simulate/identity.ts'
import type { Judged } from './simulate/simulate.ts'

/** A request that was judged, or why it cannot be: a small body can hold more values than can be judged. */
export function judgedOf({ method, path, headers, format }: Head, skeleton: Skeleton, { profile, contract }: Setting): Judged | PixpactError {
  try {
    const judgement = judgementOf(bodyOfSkeleton(skeleton), { ...contract, profile, method, path, headers })
    return { method, path, profile, format, judgement, identity: identityOf(path, skeleton) }
  } catch (error) {
    if (error instanceof PixpactError && error.code === 'body-too-large') return error
    throw error
  }
}

/** For errors that come before anything is judged. */
export function unjudged({ method, path, format }: Head, { profile }: Setting): Judged {
  const verdict: Verdict = { valid: true, profile: profile.id, images: [], findings: [] }
  return { method, path, profile, format, judgement: { verdict } as Judgement, identity: identityOf(`${method} ${path}`, new BodyScanner().end()) }
}

/** What is told of a request, and of its answer where that was judged too. */
export function reportOf({ judgement: { verdict } }: Judged, { method, path }: Shown, ofAnswer: readonly Finding[] = []): PayloadReport {
  const findings = [...verdict.findings, ...ofAnswer]
  const valid = !findings.some(({ severity }) => severity === 'error')
  // A copy: in this engine a piece of a string keeps all of that string in memory. It is plain data, which JSON copies in a fraction of the time.
  return { source: { path: `${method} ${path}` }, ...(JSON.parse(JSON.stringify({ ...verdict, valid, findings })) as Verdict) }
}

/** Why a body that is longer than this is turned down. */
export function tooLong(maxRequestBytes: number): string {
  return `the body holds more than ${maxRequestBytes.toLocaleString('en-US')} bytes`
}
