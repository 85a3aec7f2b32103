import type { Body } from '../body/body.ts'
import { printable } from '../core/printable.ts'
import type { FormatId, HeadersAreComplete, Params, Severity } from '../core/vocabulary.ts'
import type { ContentPart } from '../formats/content-part.ts'
import type { Format } from '../formats/format.ts'
import type { ImagePart } from '../formats/image-part.ts'
import type { UrlFacts } from '../image/url-facts.ts'
import type { SchemaFault } from '../schema/index.ts'
import type { FormatProfile, Profile } from '../profiles/profile.ts'
import type { ResponseContext, StreamCheck, WholeResponse } from './response-context.ts'

/** What a rule says: the fact with the values at odds, then what to change. `{name}` stands for a parameter. */
export interface MessageText {
  readonly text: string
  readonly hint: string
  /** Where the claim comes from: documentation, recordings, issues, standards. */
  readonly sources: readonly string[]
}

/** What is known of how a body is sent. */
export interface HttpContext {
  readonly method?: string
  readonly path?: string
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly headersAreComplete: HeadersAreComplete
  /** The time by which signed URLs are judged; absent where nobody told, since verdicts know no clock. */
  readonly now?: Date
}

/** A body of which nothing is known yet but how it came. */
export interface BodyContext {
  readonly http: HttpContext
  readonly body: Body
  readonly profile: Profile
  /** The format that a flag, a path or a header demands, and which of them does. */
  readonly demanded: { readonly format: FormatId; readonly by: string } | undefined
  /** Absent where nothing is fetched. */
  readonly fetched?: Fetched
}

/** What was found behind the image URLs of a body. */
export interface Fetched {
  /** True when addresses may be asked that are not public. */
  readonly allowPrivate: boolean
  /** By the text of the URL; those that are not there were not asked for. */
  readonly facts: ReadonlyMap<string, UrlFacts>
}

/** A body that has been recognised as a request of `format`. */
export interface RequestContext extends BodyContext {
  readonly value: Readonly<Record<string, unknown>>
  readonly format: Format
  readonly formatProfile: FormatProfile
  /** True when nothing told the format, not even the body. */
  readonly ambiguous: boolean
  readonly parts: readonly ContentPart[]
  readonly images: readonly ImagePart[]
  /** Where the body breaks the schema of its format. */
  readonly schemaFaults: readonly SchemaFault[]
  /** Says that the value at `pointer`, or its absence, needs no further word. */
  settle(pointer: string): void
  /** True when an error was reported for the value at `pointer` or for one that holds it, or when a rule has settled it. */
  isSettled(pointer: string): boolean
}

/** One image and the request that it stands in. */
export interface ImageContext {
  readonly image: ImagePart
  readonly request: RequestContext
}

/**
 * Says that `messageId` holds for the value at `pointer`. Its level is the profile's, or `level` where the facts of the case
 * are worse or better than usual; what is off for the profile stays off.
 */
export type ReportFinding = (messageId: string, pointer: string, params: Params, level?: Severity) => void

/**
 * A family of messages about one concern. It may look at a body before anything is known of it, at a recognised request, and
 * at each image; see `validate/judge.ts` for the order. It may look at answers as well: see `validate/judge-response.ts`.
 */
export interface Rule<Report = ReportFinding> {
  readonly id: string
  /** One sentence, present tense: what the rule reports. */
  readonly summary: string
  readonly messages: Readonly<Record<string, MessageText>>
  /** An error here ends the judgement of the payload. */
  checkBody?(context: BodyContext, report: Report): void
  /** An error that is reported here settles its place: rules that come later are silent about it. */
  checkRequest?(context: RequestContext, report: Report): void
  /** An error here ends the judgement of the image. */
  checkImage?(context: ImageContext, report: Report): void
  /** Looks at an answer that came as a whole. */
  checkResponse?(context: WholeResponse, report: Report): void
  /** Looks at a streamed answer. Pointers begin with the number of the event. */
  checkStream?(context: ResponseContext, report: Report): StreamCheck
}

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type ParamsOf<M extends MessageText> = Readonly<Record<Names<M['text']> | Names<M['hint']>, string | number>>
/** Reports messages of a rule by their ids, with the parameters that their texts name. */
export type ReportOf<M extends Readonly<Record<string, MessageText>>> = <Id extends keyof M & string>(
  messageId: Id,
  pointer: string,
  params: ParamsOf<M[Id]>,
  level?: Severity,
) => void

/** Makes a rule. The compiler holds every report to an id of `messages` and to the parameters that its text names. */
export function defineRule<const M extends Readonly<Record<string, MessageText>>>(
  rule: Rule<ReportOf<M>> & { readonly messages: M },
): Rule {
  return rule as Rule
}

/** Fills a message's text. What a payload contributes to it is made printable. */
export function fill(template: string, params: Params): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => printable(String(params[name] ?? whole)))
}
