import { PixpactError } from '../core/errors.ts'
import type { PayloadReport } from '../core/vocabulary.ts'
import { exchangesIn, type Exchanges, type InputKind, type ReadExchange } from '../inputs/exchanges.ts'
import { bytesOfFile } from '../inputs/file-bytes.ts'
import { STANDARD_INPUT } from '../inputs/find-files.ts'
import { judge } from '../validate/judge.ts'
import { withResponse } from '../validate/judge-exchange.ts'
import type { ValidateOptions } from '../validate/options.ts'

export interface Judgement {
  readonly payloads: readonly PayloadReport[]
  /** Why something could not be judged, which must not pass for judged. */
  readonly unjudged: readonly PixpactError[]
}

/** Judges every exchange in the named inputs, one after the other, and forgets its body. */
export async function judgeInputs(
  names: readonly string[],
  kind: InputKind | undefined,
  flags: ValidateOptions,
): Promise<Judgement> {
  const payloads: PayloadReport[] = []
  const unjudged: PixpactError[] = []
  for (const name of names) {
    try {
      for await (const exchange of read(name, kind)) {
        const report = exchange instanceof PixpactError ? exchange : await reportOn(exchange, flags)
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

async function reportOn(exchange: ReadExchange, flags: ValidateOptions): Promise<PayloadReport | PixpactError> {
  try {
    const options = optionsFor(exchange, flags)
    const verdict = await withResponse(judge(exchange.request.body, options), exchange, options)
    // A copy: in this engine a piece of a string keeps all of that string in memory.
    return { source: exchange.source, ...structuredClone(verdict) }
  } catch (error) {
    return expected(error)
  }
}

/** What the input tells of how a body was sent, where no flag says otherwise. */
function optionsFor({ request }: ReadExchange, flags: ValidateOptions): ValidateOptions {
  const { body: _, headers, headersAreComplete = false, ...known } = request
  const all = (headers ?? flags.headers) && { headers: { ...headers, ...flags.headers } }
  return { ...known, ...flags, ...all, headersAreComplete }
}

function expected(error: unknown): PixpactError {
  if (error instanceof PixpactError) return error
  throw error
}
