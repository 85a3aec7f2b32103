import type { FormatId, LevelByFormat } from '../core/vocabulary.ts'

/** What one gateway or vendor documents: pure data, with where it comes from. */
export interface Profile {
  readonly id: string
  /** Whom it describes, for a sentence. */
  readonly title: string
  /** The day of the newest document that it follows, as `YYYY-MM-DD`. */
  readonly date: string
  readonly sources: readonly Source[]
  /** Host names that belong to it: a request to one of them is judged by this profile. */
  readonly hosts: readonly string[]
  /** The wire formats that it takes. */
  readonly formats: Readonly<Partial<Record<FormatId, FormatProfile>>>
  /** How bad each message is, by `rule/message`. */
  readonly levels: Readonly<Record<string, LevelByFormat>>
}

/** Where a statement comes from, and the date of the page or of the copy that was read. */
export interface Source {
  readonly title: string
  readonly url: string
  readonly date: string
}

/** What a profile says of one wire format. */
export interface FormatProfile {
  /** The URL paths it is served at. */
  readonly paths: readonly string[]
  /** The media types of images that are taken, in lower case. */
  readonly mediaTypes: readonly string[]
  /** Fields of the base schema that this vendor does not document, as paths such as `messages[].content[].file`. */
  readonly undocumented: readonly string[]
}
