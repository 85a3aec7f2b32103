import type { RequestFacts } from '../rules/response-context.ts'
import type { ValidateOptions } from './options.ts'

/** What `validateResponse` and `validateStream` may be told. */
export interface ResponseOptions extends Pick<ValidateOptions, 'profile' | 'format' | 'path' | 'url' | 'rules'> {
  /** The request that was answered: its body, as `validateRequest` takes it, or the verdict on it. Tells the format and the images. */
  readonly request?: unknown
}

/** A response as an HTTP client has it once it was read. */
export interface HttpResponse {
  readonly status: number
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>> | Headers
  /** The text of the body, its bytes, or the JSON value. A stream may be given whole. Left out: there is none. */
  readonly body?: unknown
}

/** The options of the judges, for which a request is what is known of it. */
export interface JudgeResponseOptions extends Omit<ResponseOptions, 'request'> {
  readonly request?: RequestFacts
}
