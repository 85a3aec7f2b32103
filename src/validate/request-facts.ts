import { bodyOf, type Body } from '../body/body.ts'
import { asObject } from '../formats/shape.ts'
import type { RequestFacts } from '../rules/response-context.ts'
import { judge, type Verdict } from './judge.ts'
import type { JudgeResponseOptions, ResponseOptions } from './response-options.ts'

/** What is known of an answered request; its format counts where the options name none. */
export function withRequestFacts({ request, ...options }: ResponseOptions): JudgeResponseOptions {
  if (request === undefined) return options
  if (isVerdict(request)) return withVerdict(options, request)
  const body = bodyOf(request)
  return withVerdict(options, judge(body, options), body)
}

/** The same for a request that was judged already. */
export function withVerdict(options: Omit<ResponseOptions, 'request'>, { format, images }: Verdict, body?: Body): JudgeResponseOptions {
  // Of what is no chat request nothing follows for the answer.
  if (format === undefined) return options
  const request: RequestFacts = { images, ...(body !== undefined && { wantsUsage: wantsUsage(body) }) }
  return { ...options, format: options.format ?? format, request }
}

function isVerdict(value: unknown): value is Verdict {
  const object = asObject(value)
  return Array.isArray(object?.images) && Array.isArray(object.findings)
}

function wantsUsage(body: Body): boolean {
  return asObject(asObject(body.value)?.stream_options)?.include_usage === true
}
