import { constants } from 'node:buffer'
import { readdirSync, readFileSync } from 'node:fs'
import { bodyOf, type Body } from '../../src/body/body.ts'
import type { LevelByFormat } from '../../src/core/vocabulary.ts'
import type { UrlFacts } from '../../src/image/url-facts.ts'
import {
  profiles, validateRequest, validateResponse, validateStream, type FormatId, type Severity, type ValidateOptions, type Verdict,
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
  readonly url?: string
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
  readonly levels: LevelTable
  readonly vectors: readonly Vector[]
}

/** A level for each message of a rule and each profile. */
export type LevelTable = Readonly<Record<string, Readonly<Record<string, LevelByFormat>>>>

const folder = new URL('../../fixtures/vectors/', import.meta.url)

/** The ids of the rules that have vectors, sorted. */
export const vectorRules: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .sort()

export function readVectorFile(rule: string): VectorFile {
  return JSON.parse(readFileSync(new URL(`${rule}.json`, folder), 'utf8')) as VectorFile
}

/**
 * The ways in which the body of a vector can be handed over: a value also as text; a big one as text only, without white space,
 * and one that no string can hold as value only.
 */
export function inputsOf({ body, text, base64, repeat, pad, response }: Vector): (readonly [form: 'value' | 'text' | 'bytes', input: unknown])[] {
  if (response !== undefined) return inputsOfResponse(response)
  if (text !== undefined) return [['text', text]]
  if (base64 !== undefined) return [['bytes', Buffer.from(base64, 'base64')]]
  const value = cooked(body, repeat, pad)
  if (pad !== undefined) return [isTooLong(pad, repeat) ? ['value', value] : ['text', JSON.stringify(value)]]
  return [
    ['value', value],
    ['text', JSON.stringify(value, null, 2)],
  ]
}

/** Close to what a string can hold, or beyond. */
function isTooLong(pad: readonly Pad[], repeat: readonly Repeat[] = []): boolean {
  const timesOf = (pointer: string): number => repeat.find((one) => pointer.startsWith(`${one.pointer}/`))?.times ?? 1
  return pad.reduce((sum, { pointer, encodedChars }) => sum + encodedChars * timesOf(pointer), 0) > constants.MAX_STRING_LENGTH / 2
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
function optionsOf({ profile, format, method, path, url, headers, headersAreComplete, now }: Vector): ValidateOptions {
  return {
    // The host of a URL has to tell the profile.
    ...(url === undefined ? { profile } : { url }),
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
  if (response === undefined) return vector.fetched === undefined ? validateRequest(input, optionsOf(vector)) : judgeRead(vector, bodyOf(input))
  const { status, headers } = response
  return validateResponse({ status, ...(headers && { headers }), body: input }, { profile, ...(format && { format }), request })
}

/** The same for a request that is read already. */
export function judgeRead(vector: Vector, body: Body): Verdict {
  const { fetched } = vector
  return judgement(body, optionsOf(vector), fetched && { allowPrivate: false, facts: new Map(Object.entries(fetched)) }).verdict
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

/** What the findings say, in the words of the kit: the fact, and what to change. */
export function wordsOf({ findings }: Verdict): string[] {
  return findings.map(({ ruleId, messageId, message, hint }) => `${ruleId}/${messageId}: ${message} → ${hint}`)
}

/** The levels that the profiles give the messages of a rule, in the terms of a vector file. */
export function levelsOf(rule: string): LevelTable {
  const messages = Object.keys(profiles[0]!.levels).filter((message) => message.startsWith(`${rule}/`))
  return Object.fromEntries(messages.map((message) => [
    message.slice(rule.length + 1),
    Object.fromEntries(profiles.map(({ id, levels }) => [id, levels[message] ?? 'off'])),
  ]))
}
