import type { Body } from '../body/body.ts'
import type { Exchange } from '../core/vocabulary.ts'
import type { Received } from '../formats/received.ts'
import type { Verdict } from './judge.ts'
import type { ValidateOptions } from './options.ts'
import { withVerdict } from './request-facts.ts'

/**
 * The verdict on a request, with what is found in its answer: first the findings of the request, then those of the response. The
 * answer to what is no chat request is passed over like the request.
 */
export async function withResponse(verdict: Verdict, { request, response }: Exchange<Body, Received>, options: ValidateOptions): Promise<Verdict> {
  if (response === undefined || verdict.skipped) return verdict
  // Whoever judges requests alone loads nothing of this.
  const { judgeResponse } = await import('./judge-response.ts')
  const { valid, findings } = judgeResponse(response, withVerdict(options, verdict, request.body))
  return { ...verdict, valid: verdict.valid && valid, findings: [...verdict.findings, ...findings] }
}
