import { readdirSync, readFileSync } from 'node:fs'
import { bodyOf } from '../../src/body/body.ts'
import type { UrlFacts } from '../../src/image/url-facts.ts'
import { validateRequest, type FormatId, type Severity, type ValidateOptions, type Verdict } from '../../src/index.ts'
import { judgement } from '../../src/validate/judge.ts'
import { cooked, type Pad, type Repeat } from './recipes.ts'

/** One body of `fixtures/vectors/*.json`; see `schemas/kit/vector.schema.json`. */
export interface Vector {
  readonly description: string
  readonly profile: string
  readonly format?: FormatId
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly headersAreComplete?: boolean
  readonly now?: string
  readonly fetched?: Readonly<Record<string, UrlFacts>>
  readonly body?: unknown
  readonly text?: string
  readonly base64?: string
  readonly repeat?: readonly Repeat[]
  readonly pad?: readonly Pad[]
  readonly findings: readonly ExpectedFinding[]
}

export interface ExpectedFinding {
  readonly id: string
  readonly severity: Severity
  readonly pointer: string
}

export interface VectorFile {
  readonly rule: string
  readonly vectors: readonly Vector[]
}

const folder = new URL('../../fixtures/vectors/', import.meta.url)

/** The ids of the rules that have vectors, sorted. */
export const vectorRules: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort()

export function readVectorFile(rule: string): VectorFile {
  return JSON.parse(readFileSync(new URL(`${rule}.json`, folder), 'utf8')) as VectorFile
}

/** The ways in which the body of a vector can be handed over: a value also as text; a big one as text only, without white space. */
export function inputsOf({ body, text, base64, repeat, pad }: Vector): (readonly [form: 'value' | 'text' | 'bytes', input: unknown])[] {
  if (text !== undefined) return [['text', text]]
  if (base64 !== undefined) return [['bytes', Buffer.from(base64, 'base64')]]
  const value = cooked(body, repeat, pad)
  if (pad !== undefined) return [['text', JSON.stringify(value)]]
  return [
    ['value', value],
    ['text', JSON.stringify(value, null, 2)],
  ]
}

/** What a vector says besides its body, as `validateRequest` takes it. */
function optionsOf({ profile, format, method, path, headers, headersAreComplete, now }: Vector): ValidateOptions {
  return {
    profile,
    ...(format !== undefined && { format }),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(headers !== undefined && { headers }),
    ...(headersAreComplete !== undefined && { headersAreComplete }),
    ...(now !== undefined && { now }),
  }
}

export function judgeVector(vector: Vector, input: unknown): Verdict {
  const options = optionsOf(vector)
  if (vector.fetched === undefined) return validateRequest(input, options)
  const facts = new Map(Object.entries(vector.fetched))
  return judgement(bodyOf(input), options, { allowPrivate: false, facts }).verdict
}

/** The findings in the terms of a vector. */
export function plainFindings({ findings }: Verdict): ExpectedFinding[] {
  return findings.map(({ ruleId, messageId, severity, pointer }) => ({ id: `${ruleId}/${messageId}`, severity, pointer }))
}
