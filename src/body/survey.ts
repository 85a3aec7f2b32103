import { child } from '../core/pointer.ts'
import { walkJson, type JsonFault, type JsonProblem } from './json-walk.ts'
import { bodyTooLarge, MOST_LEVELS, MOST_VALUES } from './limits.ts'
import { placeholderOfToken } from './placeholder.ts'
import type { StringFacts } from './string-facts.ts'

/** Of each kind; more of them say nothing new. */
const MOST_NOTES = 10_000

/** Whether a text is JSON, and what `JSON.parse` does not tell of it. */
export interface Survey {
  readonly fault?: JsonFault
  /** Pointers of the properties whose object has one of the same name before, and the name. The first 10,000. */
  readonly duplicates: readonly { readonly pointer: string; readonly name: string }[]
  /** Pointers of the strings (or of the objects, for a property name) that hold half of a surrogate pair. The first 10,000. */
  readonly loneSurrogates: readonly string[]
}

/** Walks once over the skeleton of a body. Throws `body-too-large` for more values than can be judged. */
export function surveyOf(text: string, cut: readonly StringFacts[]): Survey {
  const duplicates: { pointer: string; name: string }[] = []
  const loneSurrogates: string[] = []
  const open: (string | number | undefined)[] = []
  /** Pointers of the outermost open values. Each is made once, when it is wanted: else depth times faults would be the time. */
  const pointers = ['']
  let values = 0
  const pointer = (): string => {
    while (pointers.length < open.length) pointers.push(child(pointers.at(-1)!, open[pointers.length]!))
    return pointers.at(-1)!
  }
  const fault = walkJson(text, {
    mostLevels: MOST_LEVELS,
    enter(key) {
      if (++values > MOST_VALUES) throw bodyTooLarge(`${MOST_VALUES.toLocaleString('en-US')} values`)
      open.push(key)
    },
    leave() {
      open.pop()
      if (pointers.length > open.length && pointers.length > 1) pointers.pop()
    },
    duplicate(name) {
      if (duplicates.length < MOST_NOTES) duplicates.push({ pointer: child(pointer(), name), name })
    },
    string(token): JsonProblem | undefined {
      const facts = cut[placeholderOfToken(token) ?? -1]
      const wellFormed = facts?.wellFormed ?? (!token.includes('\\u') || (JSON.parse(token) as string).isWellFormed())
      if (!wellFormed && loneSurrogates.length < MOST_NOTES) loneSurrogates.push(pointer())
      return facts?.fault
    },
  })
  return { duplicates, loneSurrogates, ...(fault && { fault }) }
}
