import type { Body } from '../body/body.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { FORMATS } from '../formats/detect.ts'
import type { Failure } from '../formats/failure.ts'
import { contentTypeOf, type Received } from '../formats/received.ts'
import type { ResponseContext } from '../rules/response-context.ts'
import { responseFaults, type ResponseKind } from '../schema/response-faults.ts'
import type { SchemaFault } from '../schema/index.ts'
import { chooseProfile, demandedFormat } from './context.ts'
import type { FindingLog } from './finding-log.ts'
import type { Verdict } from './judge.ts'
import { missingFields } from './missing-fields.ts'
import type { JudgeResponseOptions } from './response-options.ts'
import { findingsOf, type Places } from './wording.ts'

/**
 * The context in which an answer is judged. `spoken` is the format that the answer itself speaks for. That of a failure is no matter
 * here: in which envelope an error comes, its own rule judges.
 */
export function responseContext(
  { status, headers }: Pick<Received, 'status' | 'headers'>,
  options: JudgeResponseOptions,
  spoken: FormatId | undefined,
  failure: Failure | undefined,
): ResponseContext {
  const profile = chooseProfile(options)
  const offered = Object.keys(profile.formats) as FormatId[]
  const told = demandedFormat(options)?.format ?? (offered.length === 1 ? offered[0] : undefined) ?? spoken
  const format = FORMATS[told ?? 'openai-chat']
  const contentType = contentTypeOf(headers)
  return {
    format,
    profile,
    responses: profile.formats[format.id]?.responses ?? {},
    status,
    ...(failure === undefined && spoken !== undefined && spoken !== format.id && { foreign: FORMATS[spoken] }),
    ...(contentType !== undefined && { contentType }),
    ...(options.request && { request: options.request }),
  }
}

/** Where a body or an event breaks its schema: that of an error, in the envelope that it has, when it tells one. */
export function faultsIn(body: Body, kind: Exclude<ResponseKind, 'error'>, failure: Failure | undefined, context: ResponseContext): SchemaFault[] {
  const { format, responses } = context
  if (body.fault !== undefined) return []
  const schema = failure === undefined ? kind : 'error'
  const spoken = failure?.envelope ?? format.id
  const promised = spoken === format.id ? (responses.required?.[schema] ?? []) : []
  return [...responseFaults(spoken, schema, body.value), ...missingFields(body.value, promised)]
}

/** The verdict on an answer of which all was said. */
export function responseVerdict({ profile, format }: ResponseContext, log: FindingLog, places: Places): Verdict {
  const findings = findingsOf(log.entries(), places, 'response')
  const valid = !findings.some(({ severity }) => severity === 'error')
  return { valid, profile: profile.id, format: format.id, images: [], findings }
}
