import { PixpactError } from '../../core/errors.ts'
import type { Finding } from '../../core/vocabulary.ts'
import { contentOf, isStream } from '../../formats/received.ts'
import type { HeaderMap } from '../../recordings/recording.ts'
import { judgeResponse } from '../../validate/judge-response.ts'
import type { JudgeResponseOptions } from '../../validate/response-options.ts'
import { StreamJudge } from '../../validate/stream-judge.ts'

/** An answer of a chat has no such size. What is longer is passed on, and not judged. */
const LONGEST_WHOLE = 32 * 2 ** 20
/** How much of the beginning tells whether it is a stream. */
const HEAD = 256

/** Judges an answer while it comes: a stream event by event, so that nothing of it is kept, anything else once it is whole. */
export class AnswerJudge {
  readonly #answer: { readonly status: number; readonly headers: HeaderMap }
  readonly #options: JudgeResponseOptions
  #stream: StreamJudge | undefined
  /** True once it is known to be no stream. */
  #isWhole = false
  #pieces: Buffer[] = []
  #bytes = 0
  #problem: string | undefined

  constructor(answer: { readonly status: number; readonly headers: HeaderMap }, options: JudgeResponseOptions) {
    this.#answer = answer
    this.#options = options
  }

  /** Takes in the next bytes, without content encoding. */
  push(bytes: Buffer): void {
    if (this.#problem !== undefined || bytes.length === 0) return
    this.#guarded(() => {
      if (this.#stream !== undefined) return this.#stream.push(bytes)
      this.#keep(bytes)
      if (this.#bytes >= HEAD) this.#decide()
    })
  }

  /** What was found; or why nothing can be said. */
  end(): readonly Finding[] | string {
    const findings = this.#guarded(() => {
      this.#decide()
      if (this.#stream !== undefined) return this.#stream.end().findings
      const { status, headers } = this.#answer
      return judgeResponse({ status, headers, content: contentOf(Buffer.concat(this.#pieces), headers) }, this.#options).findings
    })
    return this.#problem ?? findings ?? []
  }

  #decide(): void {
    if (this.#isWhole || this.#stream !== undefined) return
    const head = Buffer.concat(this.#pieces).toString('utf8', 0, HEAD)
    this.#isWhole = this.#answer.status >= 300 || this.#bytes === 0 || !isStream(head, this.#answer.headers)
    if (this.#isWhole) return
    this.#stream = new StreamJudge(this.#answer, this.#options)
    for (const piece of this.#pieces) this.#stream.push(piece)
    this.#pieces = []
  }

  #keep(bytes: Buffer): void {
    this.#bytes += bytes.length
    this.#pieces.push(bytes)
    if (this.#bytes > LONGEST_WHOLE) this.#give(`the answer holds more than ${LONGEST_WHOLE.toLocaleString('en-US')} bytes`)
  }

  #give(problem: string): void {
    this.#problem = problem
    this.#stream = undefined
    this.#pieces = []
  }

  /** An answer that is too much to be judged is still passed on. */
  #guarded<Result>(task: () => Result): Result | undefined {
    if (this.#problem !== undefined) return undefined
    try {
      return task()
    } catch (error) {
      if (!(error instanceof PixpactError) || error.code !== 'body-too-large') throw error
      this.#give(error.message)
      return undefined
    }
  }
}
