import type { Body } from '../body/body.ts'
import type { Finding, FormatId, ImageSummary } from '../core/vocabulary.ts'
import { FORMATS, formatOfBody, requestValue } from '../formats/detect.ts'
import { summaryOf } from '../formats/image-part.ts'
import { RULES } from '../rules/index.ts'
import type { BodyContext, RequestContext } from '../rules/rule.ts'
import { requestFaults } from '../schema/index.ts'
import { FindingLog } from './finding-log.ts'
import { chooseProfile, demandedFormat, httpContext } from './context.ts'
import type { ValidateOptions } from './options.ts'
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
  /** Sorted by pointer, rule and message. */
  readonly findings: readonly Finding[]
}

/** Judges a body: first the text, then what it is, then the request, then its images one by one. */
export function judge(body: Body, options: ValidateOptions): Verdict {
  const profile = chooseProfile(options)
  const context: BodyContext = { body, profile, http: httpContext(options), demanded: demandedFormat(options) }
  const log = new FindingLog(profile, options.rules ?? {})
  const request = judgeBody(context, log) ? requestContext(context, log) : undefined
  if (request !== undefined) judgeRequest(request, log)
  const findings = findingsOf(log.entries, body, 'request')
  const valid = !findings.some(({ severity }) => severity === 'error')
  return {
    valid,
    profile: profile.id,
    ...(request && { format: request.format.id }),
    // Whatever levels were asked for: what was not judged does not count as passed.
    ...(valid && request === undefined && { skipped: true }),
    images: request?.images.map(summaryOf) ?? [],
    findings,
  }
}

/** False when there is no request to be judged any further. */
function judgeBody(context: BodyContext, log: FindingLog): boolean {
  for (const rule of RULES) {
    rule.checkBody?.(context, log.reporter(rule, context.demanded?.format))
    if (log.failed) return false
  }
  return requestValue(context.body.value) !== undefined
}

function requestContext(context: BodyContext, log: FindingLog): RequestContext {
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
    schemaFaults: requestFaults(format.id, value),
    settle: (pointer) => log.settle(pointer),
    isSettled: (pointer) => log.isSettled(pointer),
  }
}

function judgeRequest(request: RequestContext, log: FindingLog): void {
  const format = request.format.id
  for (const rule of RULES) rule.checkRequest?.(request, log.reporter(rule, format))
  const imageRules = RULES.filter(({ checkImage }) => checkImage !== undefined)
  for (const image of request.images) {
    for (const rule of imageRules) {
      if (log.hasErrorIn(image.part.pointer)) break
      rule.checkImage!({ image, request }, log.reporter(rule, format))
    }
  }
}
