import type { Body } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import type { PayloadReport } from '../core/vocabulary.ts'
import { exchangesIn, type Exchanges, type InputKind, type ReadExchange } from '../inputs/exchanges.ts'
import { bytesOfFile } from '../inputs/file-bytes.ts'
import { STANDARD_INPUT } from '../inputs/find-files.ts'
import { judge, type Verdict } from '../validate/judge.ts'
import { withResponse } from '../validate/judge-exchange.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { keeper } from './keeper.ts'
import { mapAhead } from './map-ahead.ts'

/** Bodies, images and findings: what is told of so many takes a gigabyte. */
const MOST_TOLD = 1_000_000

/** What is to be judged: a file, or standard input, and what the user says of how. */
export interface Input {
  readonly name: string
  readonly options: ValidateOptions
}

/** An exchange, or why it cannot be read, and what the user says of its input. */
interface Told extends Input {
  readonly exchange: ReadExchange | PixpactError
}

export interface Judgement {
  readonly payloads: readonly PayloadReport[]
  /** Why something could not be judged, which must not pass for judged. */
  readonly unjudged: readonly PixpactError[]
}

/** What judges a body. One that waits for the network may judge several `atOnce`. */
export interface Judge {
  readonly judge: (body: Body, options: ValidateOptions) => Verdict | Promise<Verdict>
  readonly atOnce: number
}

export const OFFLINE: Judge = { judge, atOnce: 1 }

/** Judges every exchange in the inputs, in their order, and forgets its body. */
export async function judgeInputs(
  inputs: readonly Input[],
  kind: InputKind | undefined,
  { judge, atOnce }: Judge = OFFLINE,
): Promise<Judgement> {
  const payloads: PayloadReport[] = []
  const unjudged: PixpactError[] = []
  const keep = keeper()
  let told = 0
  const reports = mapAhead(exchangesOf(inputs, kind), atOnce, async (one) => ({ name: one.name, report: await reportOn(one, judge) }))
  for await (const { name, report } of reports) {
    if (report instanceof PixpactError) unjudged.push(report)
    else payloads.push(keep(report))
    told += report instanceof PixpactError ? 1 : 1 + report.images.length + report.findings.length
    if (told > MOST_TOLD) {
      unjudged.push(tooMuchToTell(name))
      break
    }
  }
  return { payloads, unjudged }
}

/** An input that cannot be read, or not to its end, does not keep the others from being read. */
async function* exchangesOf(inputs: readonly Input[], kind: InputKind | undefined): AsyncGenerator<Told> {
  for (const input of inputs) {
    try {
      for await (const exchange of read(input.name, kind)) yield { ...input, exchange }
    } catch (error) {
      yield { ...input, exchange: named(input.name, expected(error)) }
    }
  }
}

function read(name: string, kind: InputKind | undefined): Exchanges {
  return name === STANDARD_INPUT ? exchangesIn('<stdin>', process.stdin, kind) : exchangesIn(name, bytesOfFile(name), kind)
}

async function reportOn({ exchange, options }: Told, judge: Judge['judge']): Promise<PayloadReport | PixpactError> {
  if (exchange instanceof PixpactError) return exchange
  try {
    const known = optionsOf(exchange, options)
    const verdict = await withResponse(await judge(exchange.request.body, known), exchange, known)
    return { source: exchange.source, ...verdict }
  } catch (error) {
    return expected(error)
  }
}

/** What the input tells of how a body was sent, where the user says nothing else. */
function optionsOf({ request }: ReadExchange, told: ValidateOptions): ValidateOptions {
  const { body: _, headers, headersAreComplete = false, ...known } = request
  const all = (headers ?? told.headers) && { headers: { ...headers, ...told.headers } }
  return { ...known, ...told, ...all, headersAreComplete }
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
