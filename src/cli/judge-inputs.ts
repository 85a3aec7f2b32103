import type { Body } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import type { Exchange, PayloadReport } from '../core/vocabulary.ts'
import { exchangesIn, type Exchanges, type InputKind } from '../inputs/exchanges.ts'
import { bytesOfFile } from '../inputs/file-bytes.ts'
import { STANDARD_INPUT } from '../inputs/find-files.ts'
import { judge } from '../validate/judge.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { keeper } from './keeper.ts'

/** Bodies, images and findings: what is told of so many takes a gigabyte. */
const MOST_TOLD = 1_000_000

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
  const keep = keeper()
  let told = 0
  for (const name of names) {
    try {
      for await (const exchange of read(name, kind)) {
        if (told > MOST_TOLD) throw tooMuchToTell(name)
        const report = exchange instanceof PixpactError ? exchange : reportOn(exchange, flags, keep)
        told += report instanceof PixpactError ? 1 : 1 + report.images.length + report.findings.length
        if (report instanceof PixpactError) unjudged.push(report)
        else payloads.push(report)
      }
    } catch (error) {
      unjudged.push(named(name, expected(error)))
    }
  }
  return { payloads, unjudged }
}

function read(name: string, kind: InputKind | undefined): Exchanges {
  return name === STANDARD_INPUT ? exchangesIn('<stdin>', process.stdin, kind) : exchangesIn(name, bytesOfFile(name), kind)
}

function reportOn(exchange: Exchange<Body>, flags: ValidateOptions, keep: ReturnType<typeof keeper>): PayloadReport | PixpactError {
  try {
    const verdict = judge(exchange.request.body, optionsFor(exchange, flags))
    return keep({ source: exchange.source, ...verdict })
  } catch (error) {
    return expected(error)
  }
}

/** What the input tells of how a body was sent, where no flag says otherwise. */
function optionsFor({ request }: Exchange<Body>, flags: ValidateOptions): ValidateOptions {
  const { body: _, headers, headersAreComplete = false, ...known } = request
  const all = (headers ?? flags.headers) && { headers: { ...headers, ...flags.headers } }
  return { ...known, ...flags, ...all, headersAreComplete }
}

function expected(error: unknown): PixpactError {
  if (error instanceof PixpactError) return error
  throw error
}

/** The size of a body is told by those who do not know its name. */
function named(name: string, error: PixpactError): PixpactError {
  const { code, message, hint } = error
  return code === 'body-too-large' ? new PixpactError(code, `${name}: ${message}`, hint, { cause: error }) : error
}

function tooMuchToTell(name: string): PixpactError {
  const most = MOST_TOLD.toLocaleString('en-US')
  return new PixpactError(
    'unreadable-input',
    `${name} was not judged to its end: the report has more than ${most} bodies, images and findings already.`,
    'Judge fewer at once.',
  )
}
