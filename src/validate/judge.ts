import type { Body } from '../body/body.ts'
import type { Finding, FormatId, ImageSummary } from '../core/vocabulary.ts'
import { FORMATS, formatOfBody, requestValue } from '../formats/detect.ts'
import { summaryOf } from '../formats/image-part.ts'
import { fetchedFacts } from '../rules/fetched-facts.ts'
import { RULES } from '../rules/index.ts'
import type { BodyContext, Fetched, ReportFinding, RequestContext, Rule } from '../rules/rule.ts'
import { requestFaults } from '../schema/index.ts'
import { FindingLog } from './finding-log.ts'
import { chooseProfile, demandedFormat, httpContext } from './context.ts'
import type { ValidateOptions } from './options.ts'
import { SettledPlaces } from './settled-places.ts'
import { findingsOf } from './wording.ts'

/** What the kit has to say of one request body, or of one answer. */
export interface Verdict {
  /** True when no finding is an error. */
  readonly valid: boolean
  readonly profile: string
  /** Absent where the body is no chat request, and where nothing was judged. */
  readonly format?: FormatId
  /** True when nothing was judged: the body is JSON but no chat request, and nothing said that it should be one; or the answer redirects. */
  readonly skipped?: boolean
  /** Those of a request. */
  readonly images: readonly ImageSummary[]
  /** Sorted by pointer, rule and message; of each message at most 100 of one severity. */
  readonly findings: readonly Finding[]
}

/** A verdict, and what there was to be judged. */
export interface Judgement {
  readonly verdict: Verdict
  /** Absent where the body is no chat request. */
  readonly request?: RequestContext
  readonly places: SettledPlaces
}

/** The schema is asked for so many faults at first: there may be millions, and one of these is mostly an error. */
const MOST_FAULTS = 10_000

/** Judges a body: first the text, then what it is, then the request, then its images one by one. */
export function judge(body: Body, options: ValidateOptions): Verdict {
  return judgement(body, options).verdict
}

/** The same, with what was found behind the image URLs. */
export function judgement(body: Body, options: ValidateOptions, fetched?: Fetched): Judgement {
  // An error stays one, whatever follows; that there is none is known only of the whole.
  return judgementWithin(MOST_FAULTS, body, options, fetched) ?? judgementWithin(Infinity, body, options, fetched)!
}

/** `undefined` when there is no error, but the schema may have more than these faults. */
function judgementWithin(mostFaults: number, body: Body, options: ValidateOptions, fetched?: Fetched): Judgement | undefined {
  const profile = chooseProfile(options)
  const context: BodyContext = {
    body,
    profile,
    http: httpContext(options),
    demanded: demandedFormat(options),
    ...(fetched && { fetched }),
  }
  const log = new FindingLog(profile, options.rules ?? {})
  const places = new SettledPlaces()
  const request = judgeBody(context, log) ? requestContext(context, places, mostFaults) : undefined
  if (request !== undefined) judgeRequest(request, log, places)
  const findings = findingsOf(log.entries(), body, 'request')
  const valid = !findings.some(({ severity }) => severity === 'error')
  if (valid && request !== undefined && request.schemaFaults.length >= mostFaults) return undefined
  const verdict = {
    valid,
    profile: profile.id,
    ...(request && { format: request.format.id }),
    // Whatever levels were asked for: what was not judged does not count as passed.
    ...(valid && request === undefined && { skipped: true }),
    images: request?.images.map((image) => summaryOf(image, fetchedFacts({ image, request })?.file)) ?? [],
    findings,
  }
  return { verdict, places, ...(request && { request }) }
}

/** False when there is no request to be judged any further. */
function judgeBody(context: BodyContext, log: FindingLog): boolean {
  for (const rule of RULES) {
    rule.checkBody?.(context, log.reporter(rule, context.demanded?.format))
    if (log.failed) return false
  }
  return requestValue(context.body.value) !== undefined
}

function requestContext(context: BodyContext, places: SettledPlaces, mostFaults: number): RequestContext {
  const { body, profile, demanded } = context
  const value = requestValue(body.value)!
  const offered = Object.keys(profile.formats) as FormatId[]
  const told = demanded?.format ?? (offered.length === 1 ? offered[0] : undefined) ?? formatOfBody(value)
  const format = FORMATS[told ?? 'openai-chat']
  const parts = format.contentParts(value)
  return {
    ...context,
    value,
    format,
    formatProfile: profile.formats[format.id]!,
    ambiguous: told === undefined,
    parts,
    images: parts.flatMap((part) => format.imageOf(part, body) ?? []),
    schemaFaults: requestFaults(format.id, value, mostFaults),
    settle: (pointer) => places.settle(pointer),
    isSettled: (pointer) => places.isSettled(pointer),
  }
}

function judgeRequest(request: RequestContext, log: FindingLog, places: SettledPlaces): void {
  const reporter = (rule: Rule): ReportFinding => log.reporter(rule, request.format.id, (pointer) => places.addError(pointer))
  for (const rule of RULES) rule.checkRequest?.(request, reporter(rule))
  const imageRules = RULES.filter(({ checkImage }) => checkImage !== undefined).map((rule) => ({ rule, report: reporter(rule) }))
  for (const image of request.images) {
    for (const { rule, report } of imageRules) {
      if (places.hasErrorIn(image.part.pointer)) break
      rule.checkImage!({ image, request }, report)
    }
  }
}
