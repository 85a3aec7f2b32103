import type { FormatId, LevelByFormat } from '../core/vocabulary.ts'
import type { ResponseProfile } from './response-profile.ts'

/** What one gateway or vendor documents: pure data, with where it comes from. */
export interface Profile {
  readonly id: string
  /** Whom it describes, for a sentence. */
  readonly title: string
  /** The day of the document that it follows most, as `YYYY-MM-DD`. */
  readonly date: string
  readonly sources: readonly Source[]
  /** Host names that belong to it: a request to one of them is judged by this profile. */
  readonly hosts: readonly string[]
  /** Absent where nothing is said of models. */
  readonly models?: ModelList
  /** The wire formats that it takes. */
  readonly formats: Readonly<Partial<Record<FormatId, FormatProfile>>>
  /** What its own code samples use; absent where there are none that anybody could run. */
  readonly samples?: Samples
  /** How bad each message is, by `rule/message`. */
  readonly levels: Readonly<Record<string, LevelByFormat>>
}

/** What the code samples of a gateway use, which are sent to the first of its hosts. */
export interface Samples {
  /** A model that takes images. */
  readonly model: string
  /** The environment variable that holds the key. */
  readonly keyVariable: string
  /** The header that carries the key where no SDK decides. */
  readonly keyHeader: 'api-key' | 'authorization' | 'x-api-key'
}

/** Where a statement comes from, and the date of the page or of the copy that was read. */
export interface Source {
  readonly title: string
  readonly url: string
  readonly date: string
}

/** Models by name; `gpt-5*` stands for all names that begin so. */
export interface ModelList {
  readonly date: string
  readonly listed: readonly string[]
  /** Those that are documented to take no images. */
  readonly textOnly: readonly string[]
  /** Those that think unless told otherwise. */
  readonly thinkingByDefault: readonly string[]
}

/** What a profile says of one wire format. */
export interface FormatProfile {
  /** The URL paths it is served at. A `*` stands for one segment, `**` at the beginning for any number. */
  readonly paths: readonly string[]
  /** Top-level fields that must be there, besides those of the base schema. */
  readonly required?: readonly string[]
  /** The media types of images that are taken, in lower case. */
  readonly mediaTypes: readonly string[]
  /** The kinds of image source that are taken (`base64`, `url`, `file`), where the format has kinds. */
  readonly imageSources?: readonly string[]
  /** The documented values of `detail`; empty where the field is not documented. */
  readonly details?: readonly string[]
  readonly limits: ImageLimits
  /** Documented ranges, by field path. */
  readonly parameters: Readonly<Record<string, ParameterRange>>
  /** Models that refuse `max_tokens` on Chat Completions. */
  readonly modelsRefusingMaxTokens?: readonly string[]
  /** True when `thinking.budget_tokens` must be below `max_tokens`. */
  readonly budgetBelowMaxTokens?: boolean
  /** True when a message may have the role `system`, if it is not the first one. */
  readonly systemInMessages?: boolean
  /** Top-level fields that this vendor documents and the base schema does not have. */
  readonly additional?: readonly string[]
  /** Fields of the base schema that this vendor does not document, as paths such as `messages[].content[].file`. */
  readonly undocumented: readonly string[]
  /** What its answers hold besides what every vendor sends. */
  readonly responses?: ResponseProfile
}

/** What is documented of the size and number of images; what is absent has no documented limit. */
export interface ImageLimits {
  /** Characters of base64 in one image, without a `data:` prefix. */
  readonly encodedChars?: number
  /** From here to `encodedChars` the document can be read either way: `10 MB` is 10^7 or 10 * 2^20. */
  readonly ambiguousFrom?: number
  /** Bytes of the file behind an image URL. */
  readonly urlBytes?: number
  /** From here to `urlBytes` the document can be read either way. */
  readonly urlBytesAmbiguousFrom?: number
  /** Bytes of the whole body. */
  readonly requestBytes?: number
  /** Images in one request, those in the history and in tool results included. */
  readonly images?: number
  /** A lower number for some models. */
  readonly imagesOfModels?: { readonly models: readonly string[]; readonly images: number }
  /** Pixels a side. */
  readonly side?: number
  /** Pixels a side once a request holds more than so many images. */
  readonly crowded?: { readonly moreThan: number; readonly side: number }
  /** Squares of `size` pixels that cover the image. */
  readonly patches?: { readonly size: number; readonly most: number }
  /** Images of fewer pixels are enlarged by the server, or misread. */
  readonly fewestPixels?: number
}

/** What values a parameter may have. */
export interface ParameterRange {
  readonly min?: number
  readonly max?: number
  readonly values?: readonly string[]
  readonly maxItems?: number
  /** The values that have an effect; others are documented to be dropped. */
  readonly honoured?: readonly string[]
}
