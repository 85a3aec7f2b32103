import { bodyOf, type Body, type Place } from '../body/body.ts'
import { wholeFile, type Placement } from '../body/locations.ts'
import { child } from '../core/pointer.ts'
import { printable } from '../core/printable.ts'
import { formatOfResponse } from '../formats/detect-response.ts'
import { failureInEvent, type Failure } from '../formats/failure.ts'
import type { Received } from '../formats/received.ts'
import { asObject } from '../formats/shape.ts'
import { RULES } from '../rules/index.ts'
import type { JudgedEvent, ResponseContext, StreamCheck } from '../rules/response-context.ts'
import type { ReportFinding, Rule } from '../rules/rule.ts'
import { FrameReader, type Frame } from '../sse/frame-reader.ts'
import { FindingLog } from './finding-log.ts'
import type { Verdict } from './judge.ts'
import { faultsIn, responseContext, responseVerdict } from './response-judgement.ts'
import type { JudgeResponseOptions } from './response-options.ts'

const END_MARK = '[DONE]'
const EXCERPT = 112
/** Of each message the first hundred findings are listed: no more places than these are ever asked for. */
const MOST_PLACES = 20_000

/** What the rules are told, once the format is known: from the first event on. */
interface Hearing {
  readonly context: ResponseContext
  readonly log: FindingLog
  readonly checks: readonly StreamCheck[]
}

/** Judges a stream while it comes. Of an event nothing is kept but what was said of it, and where it stands. */
export class StreamJudge {
  readonly #reader = new FrameReader()
  readonly #received: Pick<Received, 'status' | 'headers'>
  readonly #options: JudgeResponseOptions
  readonly #placed: Placement
  readonly #places = new Map<string, Place>()
  #hearing: Hearing | undefined
  #events = 0
  #cut = false
  /** Where the event is that is judged now. */
  #place: (pointer: string) => Place

  constructor(received: Pick<Received, 'status' | 'headers'>, options: JudgeResponseOptions, placed: Placement = wholeFile) {
    this.#received = received
    this.#options = options
    this.#placed = placed
    this.#place = () => ({ location: placed({ line: 1, column: 1 }), excerpt: { text: '', caret: 0 } })
  }

  push(chunk: Uint8Array): void {
    for (const frame of this.#reader.push(chunk)) this.#take(frame)
  }

  end(): Verdict {
    for (const frame of this.#reader.end()) this.#take(frame)
    const { context, log, checks } = this.#hear({})
    for (const check of checks) check.end?.(this.#events === 0 ? '' : child('', this.#events - 1), this.#cut)
    return responseVerdict(context, log, { locate: () => this.#places })
  }

  #take(frame: Frame): void {
    const body = bodyOfFrame(frame, this.#placed)
    const isEndMark = frame.data.length < 32 && frame.data.toString().trim() === END_MARK
    // The connection broke in the middle of it.
    if (!frame.closed && body.fault !== undefined && !isEndMark) {
      this.#cut = true
      return
    }
    const value = asObject(body.value) ?? {}
    const pointer = child('', this.#events++)
    this.#place = (at) => placeIn(body, at.slice(pointer.length)) ?? this.#placeOfFrame(frame)
    const failure = failureInEvent(body.value, body)
    const { context, checks } = this.#hear(value, frame.name, failure)
    const faults = faultsIn(body, 'event', failure, context)
    const event: JudgedEvent = {
      pointer,
      ...(frame.name !== undefined && { name: frame.name }),
      kind: isEndMark ? 'done' : body.fault === undefined ? 'object' : 'broken',
      value,
      ...(failure && { failure }),
      sound: faults.length === 0,
      body,
      faults,
    }
    for (const check of checks) check.event?.(event)
  }

  #hear(value: JudgedEvent['value'], name?: string, failure?: Failure): Hearing {
    if (this.#hearing !== undefined) return this.#hearing
    const context = responseContext(this.#received, this.#options, formatOfResponse(value, name), failure)
    const log = new FindingLog(context.profile, this.#options.rules ?? {})
    const checks = RULES.flatMap((rule) => rule.checkStream?.(context, this.#reporter(rule, log, context)) ?? [])
    this.#hearing = { context, log, checks }
    return this.#hearing
  }

  /** Notes where a finding stands as long as the event is at hand. */
  #reporter(rule: Rule, log: FindingLog, { format }: ResponseContext): ReportFinding {
    const report = log.reporter(rule, format.id)
    return (messageId, pointer, params, level) => {
      report(messageId, pointer, params, level)
      if (!this.#places.has(pointer) && this.#places.size < MOST_PLACES) this.#places.set(pointer, this.#place(pointer))
    }
  }

  #placeOfFrame({ location, data }: Frame): Place {
    return { location: this.#placed(location), excerpt: { text: printable(data.toString('utf8', 0, EXCERPT), ' '), caret: 0 } }
  }
}

/** The data of an event as a body that stands where the event does. */
export function bodyOfFrame({ data, location }: Frame, placed: Placement): Body {
  return bodyOf(data, ({ line, column }) => placed({ line: location.line + line - 1, column: location.column + column - 1 }))
}

function placeIn(body: Body, pointer: string): Place | undefined {
  const { fault } = body
  if (fault?.location !== undefined) return { location: fault.location, excerpt: fault.excerpt! }
  return body.locate([pointer]).get(pointer)
}
