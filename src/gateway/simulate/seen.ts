import type { FormatId } from '../../core/vocabulary.ts'
import { digestOfPayload } from '../../body/payload-digest.ts'
import { printable } from '../../core/printable.ts'
import type { ImagePart } from '../../formats/image-part.ts'
import { asObject, asString } from '../../formats/shape.ts'
import { isThinking } from '../../rules/is-thinking.ts'
import type { RequestContext } from '../../rules/rule.ts'
import type { Dimensions } from '../../image/dimensions.ts'
import { readTestCard } from '../../image/test-card.ts'
import { textsOf, type Texts } from './texts.ts'

/** An image as the simulated model sees it. */
export interface SeenImage {
  /**
   * What it is, for a sentence: `a PNG image of 96 × 96 pixels, 381 bytes, sha256 0a1b2c3d`, or `the test card K7Q2, a PNG image …`.
   */
  readonly label: string
  readonly dimensions?: Dimensions
}

/** All that the simulated model knows of a request. */
export interface Seen extends Texts {
  readonly format: FormatId
  readonly model: string
  readonly images: readonly SeenImage[]
  readonly streams: boolean
  /** Whether the request asks for usage at the end of a stream. */
  readonly wantsUsage: boolean
  readonly thinks: boolean
  readonly wantsJson: boolean
  /** Upper bound of output tokens, as far as the request sets one. */
  readonly maxTokens?: number
}

/** To read a card takes a millisecond: whoever sends thousands is to be answered all the same. */
const MOST_CARDS_READ = 100

/** Looks at a request that the profile takes. */
export function seenIn(request: RequestContext): Seen {
  const { value, body, format, images } = request
  const maxTokens = [value.max_completion_tokens, value.max_tokens].find((limit) => Number.isInteger(limit))
  return {
    format: format.id,
    model: body.head(asString(value.model)),
    images: images.map((image, index) => seenImage(image, index < MOST_CARDS_READ)),
    streams: value.stream === true,
    wantsUsage: asObject(value.stream_options)?.include_usage === true,
    thinks: isThinking(request),
    wantsJson: asObject(value.response_format)?.type === 'json_object',
    ...(typeof maxTokens === 'number' && { maxTokens }),
    ...textsOf(request),
  }
}

function seenImage({ form, facts, probe }: ImagePart, mayBeCard: boolean): SeenImage {
  if (form === 'url') return { label: `an image at ${printable(facts.head.slice(0, 200))}, which was not fetched` }
  const digest = facts.sha256 ?? digestOfPayload(facts.head)
  const dimensions = probe?.dimensions
  const pixels = dimensions === undefined ? '' : ` of ${dimensions.width} × ${dimensions.height} pixels`
  const size = probe?.decodedBytes ?? 0
  const code = mayBeCard ? readTestCard(Buffer.from(facts.head.slice(facts.payloadStart), 'base64'), size) : undefined
  const card = code === undefined ? '' : `the test card ${code}, `
  return {
    label: `${card}${probe?.kind?.name ?? 'something unknown'}${pixels}, ${size.toLocaleString('en-US')} bytes, sha256 ${digest.slice(0, 8)}`,
    ...(dimensions && { dimensions }),
  }
}
