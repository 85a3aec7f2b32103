import { bodyOf, type Body } from '../body/body.ts'
import { failureIn } from '../formats/failure.ts'
import { formatOfResponse } from '../formats/detect-response.ts'
import type { Received } from '../formats/received.ts'
import { asObject } from '../formats/shape.ts'
import type { WholeResponse } from '../rules/response-context.ts'
import { RULES } from '../rules/index.ts'
import { FrameReader } from '../sse/frame-reader.ts'
import { chooseProfile } from './context.ts'
import { FindingLog } from './finding-log.ts'
import type { Verdict } from './judge.ts'
import { faultsIn, responseContext, responseVerdict } from './response-judgement.ts'
import type { JudgeResponseOptions } from './response-options.ts'
import { bodyOfFrame, StreamJudge } from './stream-judge.ts'

/** Judges an answer: as a stream when it is one, as an error when its status says so. A redirect is neither, and is passed over. */
export function judgeResponse(received: Received, options: JudgeResponseOptions): Verdict {
  const { status, content } = received
  if (status < 200 || (status >= 300 && status < 400)) return { valid: true, profile: chooseProfile(options).id, skipped: true, images: [], findings: [] }
  if (content.kind === 'text') return judgeWhole(received, content.body, content.head, false, options)
  if (status >= 400) {
    const framed = framedBody(content.bytes, content.placed)
    return judgeWhole(received, framed, '', true, options)
  }
  const judge = new StreamJudge(received, options, content.placed)
  judge.push(content.bytes)
  return judge.end()
}

function judgeWhole(received: Received, body: Body, head: string, isFramed: boolean, options: JudgeResponseOptions): Verdict {
  const value = asObject(body.value) ?? {}
  const failure = failureIn(body.value, body)
  const context = responseContext(received, options, formatOfResponse(value), failure)
  const whole: WholeResponse = {
    ...context,
    body,
    head,
    value,
    ...(failure && { failure }),
    faults: faultsIn(body, 'response', failure, context),
    isFramed,
  }
  const log = new FindingLog(context.profile, options.rules ?? {})
  for (const rule of RULES) rule.checkResponse?.(whole, log.reporter(rule, context.format.id))
  return responseVerdict(context, log, body)
}

/** The error that was sent as an event: of a stream under an error status, the first event. */
function framedBody(bytes: Uint8Array, placed: Parameters<typeof bodyOfFrame>[1]): Body {
  const reader = new FrameReader()
  for (const frame of reader.push(bytes)) return bodyOfFrame(frame, placed)
  for (const frame of reader.end()) return bodyOfFrame(frame, placed)
  return bodyOf(bytes, placed)
}
