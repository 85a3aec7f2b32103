import type { Finding } from '../../core/vocabulary.ts'
import type { Chunk, HeaderMap } from '../../recordings/recording.ts'
import type { JudgeResponseOptions } from '../../validate/response-options.ts'
import { AnswerJudge } from './answer-judge.ts'
import { decodingOf, type Decoding } from './decoding.ts'

export interface TapOptions {
  /** How the answer is judged; left out, it is not. */
  readonly judgedBy?: JudgeResponseOptions
  /** How many bytes of it are kept, without content encoding. Default: none. */
  readonly keeps?: number
  /** When the request was sent, whole, by the clock of `performance.now`. */
  readonly sentAt: number
}

/** What there is to say of an answer that went by. */
export interface Heard {
  readonly findings: readonly Finding[]
  /** Why it was not judged, though it should be. */
  readonly unjudged?: string
  /** The chunks that were kept, or why they could not be. */
  readonly chunks: readonly Chunk[] | string
}

/** Listens to an answer that is passed on: it takes off the content encoding, judges, and keeps what is to be stored. */
export class Tap {
  readonly #decoding: Decoding | undefined
  readonly #judge: AnswerJudge | undefined
  readonly #options: TapOptions
  readonly #chunks: Chunk[] = []
  #bytes = 0
  /** Why nothing more is listened to. */
  #deaf: string | undefined

  constructor(status: number, headers: HeaderMap, options: TapOptions) {
    const encoding = headers['content-encoding']
    this.#options = options
    this.#decoding = decodingOf(encoding)
    this.#judge = options.judgedBy && new AnswerJudge({ status, headers }, options.judgedBy)
    if (this.#decoding === undefined) this.#deaf = `the content encoding ${encoding} is not known`
  }

  /** Never rejects for what the answer is: who passes it on goes on. */
  async hear(chunk: Buffer): Promise<void> {
    const { keeps = 0, sentAt } = this.#options
    const at = Math.max(0, Math.round(performance.now() - sentAt))
    if (this.#deaf !== undefined || (this.#judge === undefined && keeps === 0)) return
    const bytes = await this.#decoded(chunk)
    if (bytes === undefined || bytes.length === 0) return
    this.#judge?.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes <= keeps) this.#chunks.push({ at, bytes })
    else this.#chunks.length = 0
  }

  end(): Heard {
    this.#decoding?.close()
    const { keeps = 0 } = this.#options
    const verdict = this.#judge === undefined ? [] : (this.#deaf ?? this.#judge.end())
    const chunks = this.#deaf ?? (this.#bytes > keeps ? `the answer holds more than ${keeps.toLocaleString('en-US')} bytes` : this.#chunks)
    return typeof verdict === 'string' ? { findings: [], unjudged: verdict, chunks } : { findings: verdict, chunks }
  }

  async #decoded(chunk: Buffer): Promise<Buffer | undefined> {
    try {
      return await this.#decoding!.push(chunk)
    } catch {
      this.#deaf = 'it cannot be decoded as its content encoding says'
      return undefined
    }
  }
}
