import { imageTokens } from '../../image/image-tokens.ts'
import type { Seen } from './seen.ts'

/** Why the answer ends, in neither format's words. */
export type Ending = 'done' | 'limit' | 'filtered'

/** What the simulated model answers, in neither format. */
export interface Reply {
  readonly reasoning: string
  readonly text: string
  readonly ending: Ending
  readonly tokens: TokenCounts
}

export interface TokenCounts {
  /** All of the prompt: texts, images, and what counts as cached. */
  readonly prompt: number
  readonly image: number
  readonly cached: number
  readonly reasoning: number
  /** All of the answer, reasoning included. */
  readonly completion: number
}

/** What the sample of the documentation counts for an image by URL. Its size is not known, since nothing is fetched. */
const TOKENS_OF_UNKNOWN_SIZE = 1024

/** Documented nowhere; a rule of thumb that anybody can compute. Lengths count UTF-16 code units. */
const UNITS_PER_TOKEN = 4

/** What is answered: the images in their order, so that a person sees whether they arrived. */
export function replyTo(seen: Seen): Reply {
  const { images, question } = seen
  const counted = images.length === 1 ? '1 image' : `${images.length || 'no'} images`
  const list = images.map(({ label }, index) => `${index + 1}. ${label}`)
  const text = seen.wantsJson
    ? JSON.stringify({ images: images.map(({ label }) => label) })
    : [`I see ${counted}${list.length > 0 ? ':' : '.'}`, ...list, question === '' ? 'You wrote no text.' : `You wrote: ${question}`].join('\n')
  const reasoning = seen.thinks ? `The request holds ${counted}. I name what arrived, in its order.` : ''
  return within(seen, reasoning, text)
}

/** The refusal that was seen in place of an answer: HTTP 200, https://github.com/XiaomiMiMo/MiMo/issues/45. */
export function refusalOf(seen: Seen): Reply {
  return { ...within(seen, '', 'The request was rejected because it was considered high risk'), ending: 'filtered' }
}

/** Cuts the answer where the request says. Reasoning comes first, and may take all that there is. */
function within(seen: Seen, reasoning: string, text: string): Reply {
  const { maxTokens = Infinity } = seen
  const thought = reasoning.slice(0, maxTokens * UNITS_PER_TOKEN)
  const left = maxTokens - tokensOf(thought.length)
  const said = text.slice(0, left * UNITS_PER_TOKEN).toWellFormed()
  const isCut = thought.length < reasoning.length || said.length < text.length
  return { reasoning: thought, text: said, ending: isCut ? 'limit' : 'done', tokens: countsOf(seen, thought, said) }
}

function countsOf({ images, systemLength, otherLength }: Seen, reasoning: string, text: string): TokenCounts {
  const image = images.reduce((sum, { dimensions }) => sum + (dimensions === undefined ? TOKENS_OF_UNKNOWN_SIZE : imageTokens(dimensions)), 0)
  // As if the system prompt had been sent before: a cache that depends on nothing but the request.
  const cached = tokensOf(systemLength)
  return {
    prompt: image + cached + tokensOf(otherLength),
    image,
    cached,
    reasoning: tokensOf(reasoning.length),
    completion: tokensOf(reasoning.length) + tokensOf(text.length),
  }
}

function tokensOf(length: number): number {
  return Math.ceil(length / UNITS_PER_TOKEN)
}

/** A text in pieces of a few words, as they come in a stream. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/(?:\s*\S+){1,3}\s*/g) ?? []
}
