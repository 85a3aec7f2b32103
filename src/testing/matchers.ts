/** Matchers for vitest and jest: `import { matchers } from 'pixpact/matchers'`, then `expect.extend(matchers)`. */
import { PixpactError } from '../core/errors.ts'
import type { Finding, FormatId } from '../core/vocabulary.ts'
import { findingLines } from '../report/finding-lines.ts'
import type { HttpResponse, ResponseOptions } from '../validate/response-options.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { validateRequest } from '../validate/validate-request.ts'
import { validateResponse } from '../validate/validate-response.ts'

/** What a matcher returns, in vitest and in jest. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What makes a request or an answer fail. Default: `error`. */
export interface Strictness {
  readonly failOn?: 'error' | 'warning'
}

/** What `toConformTo` may be told besides the format. */
export type ConformOptions = Omit<ValidateOptions, 'format'> & Strictness
/** What `toBeAnswerOf` may be told besides the format. */
export type AnswerOptions = Omit<ResponseOptions, 'format'> & Strictness

export const matchers: {
  toConformTo(received: unknown, format: FormatId, options?: ConformOptions): MatcherResult
  toBeAnswerOf(received: unknown, format: FormatId, options?: AnswerOptions): MatcherResult
} = {
  /** `expect(body).toConformTo('openai-chat', { profile: 'openai' })`: the body of a request has no finding that counts. */
  toConformTo(received, format, { failOn, ...options } = {}) {
    const { findings } = validateRequest(received, { ...options, format })
    return resultOf('request', format, findings, failOn)
  },
  /** `expect({ status, body }).toBeAnswerOf('openai-chat')`: an answer keeps to the format. */
  toBeAnswerOf(received, format, { failOn, ...options } = {}) {
    if (typeof received !== 'object' || received === null || !('status' in received)) {
      throw new PixpactError('usage', 'What was given to expect is no answer.', 'Give { status, headers, body }, such as { status: response.status, body: await response.text() }.')
    }
    const { findings } = validateResponse(received as HttpResponse, { ...options, format })
    return resultOf('answer', format, findings, failOn)
  },
}

const PLAIN = { paint: (_: string, text: string): string => text }

function resultOf(noun: string, format: FormatId, findings: readonly Finding[], failOn: Strictness['failOn'] = 'error'): MatcherResult {
  const counted = findings.filter(({ severity }) => severity === 'error' || (severity === 'warning' && failOn === 'warning'))
  return {
    pass: counted.length === 0,
    message: () =>
      counted.length === 0
        ? `This ${noun} was not to conform to ${format}, and it does.`
        : [`This ${noun} does not conform to ${format}:`, '', ...counted.flatMap((finding) => findingLines(finding, { path: `the ${noun}` }, PLAIN))].join('\n'),
  }
}
