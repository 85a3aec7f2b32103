import fc from 'fast-check'
import { imageRecipes, type ImageConstraints, type ImageRecipe } from './images.ts'

/** A conversation before it is written in a format: what there is of everything, in small numbers. */
export interface Conversation {
  readonly system: string | undefined
  readonly turns: readonly Exchange[]
  /** Upper bound of output tokens. */
  readonly limit: number
  readonly stream: boolean | undefined
  /** Chooses among what differs between profiles: models, thinking, further parameters. */
  readonly choice: number
}

/** What the user says, and how it is answered; the last answer is still to come. */
export interface Exchange {
  /** Pictures stand before the text. */
  readonly pictures: readonly Picture[]
  readonly text: string
  readonly answer: string
  /** A tool call on the way to the answer, with what the tool returned. */
  readonly call: { readonly pictures: readonly Picture[]; readonly text: string } | undefined
}

/** An image that is sent by URL where there is no recipe. `number` tells it from all others of the conversation. */
export interface Picture {
  readonly number: number
  readonly recipe: ImageRecipe | undefined
}

/** The same before its pictures are numbered. */
interface ExchangeRecipe {
  readonly pictures: readonly (ImageRecipe | undefined)[]
  readonly text: string
  readonly call: { readonly pictures: readonly (ImageRecipe | undefined)[]; readonly text: string } | undefined
}

/** What conversations to generate. */
export interface ConversationConstraints extends ImageConstraints {
  /** Whether images may be given by URL; default: yes. */
  readonly urls?: boolean
  /** Whether tools may be called; default: yes. */
  readonly calls?: boolean
  /** The fewest images of each form in the first turn; default: none. */
  readonly minImages?: number
}

const MOST_TURNS = 4
const MOST_PICTURES = 40

const ANSWERS = ['A red disc.', '一个红色的圆盘。', 'I see “a disc”.\nNothing else.']

/** Conversations of up to four turns and fifty images. */
export function conversations(constraints: ConversationConstraints = {}): fc.Arbitrary<Conversation> {
  const { urls = true, calls = true, minImages = 0 } = constraints
  const encoded = imageRecipes(constraints)
  const picture = urls ? fc.oneof(fc.constant(undefined), encoded, encoded) : encoded
  const call = calls ? fc.option(fc.record({ pictures: fc.array(picture, { maxLength: 2 }), text: texts() }), { nil: undefined, freq: 2 }) : fc.constant(undefined)
  const exchangeWith = (pictures: fc.Arbitrary<(ImageRecipe | undefined)[]>): fc.Arbitrary<ExchangeRecipe> => fc.record({ pictures, text: texts(), call })
  const exchange = exchangeWith(fc.array(picture, { maxLength: 2 }))
  const crowded = exchangeWith(fc.array(picture, { maxLength: MOST_PICTURES, size: 'max' }))
  // What is in the first turn of a conversation that must have images: one by URL and one as base64, unless URLs are not taken.
  const required = fc.tuple(...Array.from({ length: minImages }, () => encoded)).map((recipes) => [
    ...(urls && minImages > 0 ? [undefined] : []),
    ...recipes,
  ])
  return fc
    .record({
      required,
      system: fc.option(texts(), { nil: undefined, freq: 2 }),
      before: mostlyFew(exchange, 1, MOST_TURNS - 1),
      last: fc.oneof({ weight: 15, arbitrary: exchange }, { weight: 1, arbitrary: crowded }),
      limit: fc.integer({ min: 1, max: 4096 }),
      choice: fc.nat({ max: 1023 }),
    })
    .map(({ required: first, before, last, ...rest }) => {
      let number = 0
      const numbered = (recipes: readonly (ImageRecipe | undefined)[]): Picture[] => recipes.map((recipe) => ({ number: number++, recipe }))
      return {
        ...rest,
        stream: [undefined, false, true][rest.choice % 3],
        turns: [...before, last].map((turn, index) => ({
          ...turn,
          answer: ANSWERS[(rest.choice + index) % ANSWERS.length]!,
          pictures: numbered(index === 0 ? [...first, ...turn.pictures] : turn.pictures),
          call: turn.call && { ...turn.call, pictures: numbered(turn.call.pictures) },
        })),
      }
    })
}

/** Mostly up to `few`, now and then up to `most`: quick to generate, and yet there are all lengths. */
function mostlyFew<T>(one: fc.Arbitrary<T>, few: number, most: number): fc.Arbitrary<T[]> {
  return fc.oneof({ weight: 9, arbitrary: fc.array(one, { maxLength: few }) }, { weight: 1, arbitrary: fc.array(one, { maxLength: most, size: 'max' }) })
}

/** Texts of at least one character, in several scripts. */
export function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('?', 'What is this?', 'A red disc.', '图里有什么?', 'Café — “naïve” 👩‍🎨', 'line\nbreak\ttab "quote" \\ back') },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }) },
  )
}
