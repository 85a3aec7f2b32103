import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { contentOf, type Content, type Received } from '../formats/received.ts'
import { checkOptions, RESPONSE_OPTIONS } from './check-options.ts'
import { plainHeaders } from './context.ts'
import type { Verdict } from './judge.ts'
import { judgeResponse } from './judge-response.ts'
import { withRequestFacts } from './request-facts.ts'
import type { HttpResponse, ResponseOptions } from './response-options.ts'

/**
 * Judges one answer of a gateway, offline and at once: a whole one, one that was streamed and then read as text, or an error.
 *
 * What the status, the body and the stream do against the format comes back as findings. With `request` also that is judged which
 * depends on it, such as the tokens of its images.
 *
 * @example
 * const response = await fetch(url, { method: 'POST', headers, body })
 * const { status, headers } = response
 * const { valid, findings } = validateResponse({ status, headers, body: await response.text() }, { profile: 'openai', request: body })
 *
 * @throws PixpactError as `validateRequest` does; `usage` also for a status that is none and for a body that was not read yet.
 */
export function validateResponse(response: HttpResponse, options: ResponseOptions = {}): Verdict {
  checkOptions(options, RESPONSE_OPTIONS)
  return judgeResponse(receivedOf(response), withRequestFacts(options))
}

function receivedOf({ status, headers, body = '' }: HttpResponse): Received {
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw new PixpactError('usage', `"${String(status)}" is no HTTP status.`, 'Give the number, such as 200.')
  }
  const plain = headers && plainHeaders(headers)
  return { status, ...(plain && { headers: plain }), content: contentOfBody(body, plain) }
}

function contentOfBody(body: unknown, headers: Received['headers']): Content {
  if (typeof body === 'string') return contentOf(Buffer.from(body), headers)
  if (body instanceof Uint8Array) return contentOf(body, headers)
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    throw new PixpactError('usage', 'The body was not read yet.', 'Give "await response.text()", or its chunks to validateStream.')
  }
  return { kind: 'text', body: bodyOf(body), head: '{' }
}
