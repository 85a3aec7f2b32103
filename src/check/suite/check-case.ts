import type { FormatId } from '../../core/vocabulary.ts'
import type { UpstreamFault } from '../provider/faults.ts'
import type { Route } from '../target.ts'
import type { Picture } from './pictures.ts'

/** What is to become of a request. */
export type Expectation =
  /** It is right, and must be answered with all its pictures. */
  | 'answer'
  /** It is wrong, and must be turned down; or mended, so that the provider takes it with all its pictures. */
  | 'refusal'
  /** Vendors differ: either of the two. */
  | 'either'
  /** The provider fails, and the client must be told. */
  | 'error'

/** One request of the suite, as data and how to write it. */
export interface CheckCase {
  /** Stable: what names a case in filters, baselines and saved runs. */
  readonly id: string
  readonly format: FormatId
  readonly expects: Expectation
  /** What it is, by dimension; for `--list`. */
  readonly dimensions: Readonly<Record<string, string>>
  /** What it is for, where the dimensions do not tell. */
  readonly about?: string
  /** True when pictures are sent by URL, so that somebody must be able to fetch them. */
  readonly byUrl: boolean
  /** What the provider does instead of answering. */
  readonly fault?: UpstreamFault
  /** True for what was seen to take gateways down: such cases come last. */
  readonly destructive?: true
  /** The message that a wrong request brings about, as `rule/message`. */
  readonly triggers?: string
  write(setting: CaseSetting): CaseRequest
}

/** What a request is written for. */
export interface CaseSetting {
  readonly route: Route
  /** Stands in each text of the case, and in no other case. */
  readonly token: string
  /** Where a picture can be fetched. */
  urlOf(picture: Picture): string
}

/** A request of the suite, ready to be sent. */
export interface CaseRequest {
  /** JSON text, or what is none. */
  readonly body: string
  /** In the order in which they stand in the body. */
  readonly pictures: readonly Picture[]
}
