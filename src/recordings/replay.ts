import type { Body } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { credentialsOf } from './credentials.ts'
import { secretFinder } from './find-secrets.ts'
import { keyOf, subjectOf, subjectsOfRecorded, type MatchOptions, type Subject } from './key.ts'
import { missOf, type Candidate, type Miss } from './miss.ts'
import type { HeaderMap, Recording } from './recording.ts'

/** A request that asks for its recorded answer. */
export interface ReplayRequest {
  readonly method: string
  /** May have a query, which does not count. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: HeaderMap
  /** Scanned with `recordingDigest`. */
  readonly body: Body
}

/** The recording that answers. */
export interface Hit {
  readonly recording: Recording
}

/** What a `Replayer` may be told. */
export interface ReplayOptions extends MatchOptions {
  /** Texts that were kept out of the recordings. Bodies must then be scanned with `recordingDigestWithout` them. */
  readonly secrets?: readonly string[]
}

/** Finds the recorded answer to a request. Where several recordings answer it they take turns in their order, and the last one stays. */
export class Replayer {
  readonly #options: ReplayOptions
  readonly #candidates: readonly Candidate[]
  readonly #byKey = new Map<string, Recording[]>()
  readonly #turns = new Map<readonly Recording[], number>()

  /** Throws `usage` for something to ignore that is nothing. */
  constructor(recordings: readonly Recording[], options: ReplayOptions = {}) {
    checkIgnored(options.ignore ?? [])
    this.#options = options
    this.#candidates = recordings.map((recording) => ({ recording, subjects: subjectsOfRecorded(recording.request) }))
    for (const { recording, subjects } of this.#candidates) {
      for (const key of new Set(subjects.map((subject) => keyOf(subject, options)))) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), recording])
    }
  }

  answerTo(request: ReplayRequest): Hit | Miss {
    const subject = this.#subject(request, this.#options.secrets ?? [])
    // Recorded with another key, what looks like the one of this request may be part of a text.
    const careful = this.#subject(request, [...(this.#options.secrets ?? []), ...credentialsOf({ urls: [request.path], headers: request.headers })])
    const answers = [subject, careful].map((one) => this.#byKey.get(keyOf(one, this.#options))).find((found) => found !== undefined)
    if (answers === undefined) return missOf(subject, this.#candidates, this.#options)
    const turn = this.#turns.get(answers) ?? 0
    this.#turns.set(answers, turn + 1)
    return { recording: answers[Math.min(turn, answers.length - 1)]! }
  }

  #subject(request: ReplayRequest, secrets: readonly string[]): Subject {
    return subjectOf(request, secretFinder(secrets))
  }
}

function checkIgnored(ignored: readonly string[]): void {
  const wrong = ignored.find((one) => one !== 'method' && one !== 'path' && !one.startsWith('/'))
  if (wrong === undefined) return
  throw new PixpactError('usage', `"${printable(wrong)}" is nothing that can be ignored.`, 'Give "method", "path", or a JSON Pointer of the body such as "/metadata".')
}

export type { MatchOptions } from './key.ts'
export type { Miss } from './miss.ts'
