import { readdirSync, readFileSync } from 'node:fs'
import { bodyOf } from '../../src/body/body.ts'
import type { UrlFacts } from '../../src/image/url-facts.ts'
import {
  validateRequest, validateResponse, validateStream, type FormatId, type Severity, type ValidateOptions, type Verdict,
} from '../../src/index.ts'
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
  readonly response?: VectorResponse
  readonly request?: unknown
  readonly findings: readonly ExpectedFinding[]
}

export interface VectorResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
  readonly stream?: readonly string[]
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
export function inputsOf({ body, text, base64, repeat, pad, response }: Vector): (readonly [form: 'value' | 'text' | 'bytes', input: unknown])[] {
  if (response !== undefined) return inputsOfResponse(response)
  if (text !== undefined) return [['text', text]]
  if (base64 !== undefined) return [['bytes', Buffer.from(base64, 'base64')]]
  const value = cooked(body, repeat, pad)
  if (pad !== undefined) return [['text', JSON.stringify(value)]]
  return [
    ['value', value],
    ['text', JSON.stringify(value, null, 2)],
  ]
}

function inputsOfResponse({ body, text, stream }: VectorResponse): ReturnType<typeof inputsOf> {
  const given = stream === undefined ? text : stream.map((line) => `${line}\n`).join('')
  if (given !== undefined) return [['text', given], ['bytes', Buffer.from(given)]]
  return [
    ['value', body],
    ['text', JSON.stringify(body, null, 2)],
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
  const { response, request, profile, format } = vector
  if (response === undefined) {
    const options = optionsOf(vector)
    if (vector.fetched === undefined) return validateRequest(input, options)
    return judgement(bodyOf(input), options, { allowPrivate: false, facts: new Map(Object.entries(vector.fetched)) }).verdict
  }
  const { status, headers } = response
  return validateResponse({ status, ...(headers && { headers }), body: input }, { profile, ...(format && { format }), request })
}

/** The same for the stream of a vector, in chunks of `size` bytes. Where its headers are what matters, there is none. */
export async function judgeChunks({ response, request, profile, format }: Vector, size: number): Promise<Verdict> {
  const bytes = Buffer.from(response!.stream!.map((line) => `${line}\n`).join(''))
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
  return validateStream(chunks, { profile, ...(format && { format }), request })
}

/** The findings in the terms of a vector. */
export function plainFindings({ findings }: Verdict): ExpectedFinding[] {
  return findings.map(({ ruleId, messageId, severity, pointer }) => ({ id: `${ruleId}/${messageId}`, severity, pointer }))
}
