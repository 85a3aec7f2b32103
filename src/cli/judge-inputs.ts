import type { Body } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import type { Exchange, PayloadReport } from '../core/vocabulary.ts'
import { exchangesIn, type Exchanges, type InputKind } from '../inputs/exchanges.ts'
import { bytesOfFile } from '../inputs/file-bytes.ts'
import { STANDARD_INPUT } from '../inputs/find-files.ts'
import { judge } from '../validate/judge.ts'
import type { ValidateOptions } from '../validate/options.ts'

/** What is to be judged: a file, or standard input, and what the user says of how. */
export interface Input {
  readonly name: string
  readonly options: ValidateOptions
}

export interface Judgement {
  readonly payloads: readonly PayloadReport[]
  /** Why something could not be judged, which must not pass for judged. */
  readonly unjudged: readonly PixpactError[]
}

/** Judges every exchange in the inputs, one after the other, and forgets its body. */
export async function judgeInputs(inputs: readonly Input[], kind: InputKind | undefined): Promise<Judgement> {
  const payloads: PayloadReport[] = []
  const unjudged: PixpactError[] = []
  for (const { name, options } of inputs) {
    try {
      for await (const exchange of read(name, kind)) {
        const report = exchange instanceof PixpactError ? exchange : reportOn(exchange, options)
        if (report instanceof PixpactError) unjudged.push(report)
        else payloads.push(report)
      }
    } catch (error) {
      unjudged.push(expected(error))
    }
  }
  return { payloads, unjudged }
}

function read(name: string, kind: InputKind | undefined): Exchanges {
  return name === STANDARD_INPUT ? exchangesIn('<stdin>', process.stdin, kind) : exchangesIn(name, bytesOfFile(name), kind)
}

function reportOn(exchange: Exchange<Body>, told: ValidateOptions): PayloadReport | PixpactError {
  try {
    const verdict = judge(exchange.request.body, optionsOf(exchange, told))
    // A copy: in this engine a piece of a string keeps all of that string in memory.
    return { source: exchange.source, ...structuredClone(verdict) }
  } catch (error) {
    return expected(error)
  }
}

/** What the input tells of how a body was sent, where the user says nothing else. */
function optionsOf({ request }: Exchange<Body>, told: ValidateOptions): ValidateOptions {
  const { body: _, headers, headersAreComplete = false, ...known } = request
  const all = (headers ?? told.headers) && { headers: { ...headers, ...told.headers } }
  return { ...known, ...told, ...all, headersAreComplete }
}

function expected(error: unknown): PixpactError {
  if (error instanceof PixpactError) return error
  throw error
}
