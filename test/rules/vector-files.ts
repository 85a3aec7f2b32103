import { readdirSync, readFileSync } from 'node:fs'
import { validateRequest, type FormatId, type Severity, type ValidateOptions, type Verdict } from '../../src/index.ts'

/** One body of `fixtures/vectors/*.json`; see `schemas/kit/vector.schema.json`. */
export interface Vector {
  readonly description: string
  readonly profile: string
  readonly format?: FormatId
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly text?: string
  readonly base64?: string
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

/** The ways in which the body of a vector can be handed over: a value also as text. */
export function inputsOf({ body, text, base64 }: Vector): (readonly [form: 'value' | 'text' | 'bytes', input: unknown])[] {
  if (text !== undefined) return [['text', text]]
  if (base64 !== undefined) return [['bytes', Buffer.from(base64, 'base64')]]
  return [
    ['value', body],
    ['text', JSON.stringify(body, null, 2)],
  ]
}

export function judgeVector({ profile, format, path, headers }: Vector, input: unknown): Verdict {
  const options: ValidateOptions = {
    profile,
    ...(format !== undefined && { format }),
    ...(path !== undefined && { path }),
    ...(headers !== undefined && { headers }),
  }
  return validateRequest(input, options)
}

/** The findings in the terms of a vector. */
export function plainFindings({ findings }: Verdict): ExpectedFinding[] {
  return findings.map(({ ruleId, messageId, severity, pointer }) => ({ id: `${ruleId}/${messageId}`, severity, pointer }))
}
