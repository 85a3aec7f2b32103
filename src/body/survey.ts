import { child } from '../core/pointer.ts'
import { walkJson, type JsonFault, type JsonProblem } from './json-walk.ts'
import { placeholderOfToken } from './placeholder.ts'
import type { StringFacts } from './string-facts.ts'

/** Whether a text is JSON, and what `JSON.parse` does not tell of it. */
export interface Survey {
  readonly fault?: JsonFault
  /** Pointers of the properties whose object has one of the same name before, and the name. */
  readonly duplicates: readonly { readonly pointer: string; readonly name: string }[]
  /** Pointers of the strings (or of the objects, for a property name) that hold half of a surrogate pair. */
  readonly loneSurrogates: readonly string[]
}

/** Walks once over the skeleton of a body. */
export function surveyOf(text: string, cut: readonly StringFacts[]): Survey {
  const duplicates: { pointer: string; name: string }[] = []
  const loneSurrogates: string[] = []
  const open: (string | number | undefined)[] = []
  const pointer = (): string => open.slice(1).reduce<string>((parent, key) => child(parent, key!), '')
  const fault = walkJson(text, {
    enter: (key) => open.push(key),
    leave: () => open.pop(),
    duplicate: (name) => duplicates.push({ pointer: child(pointer(), name), name }),
    string(token): JsonProblem | undefined {
      const facts = cut[placeholderOfToken(token) ?? -1]
      const wellFormed = facts?.wellFormed ?? (!token.includes('\\u') || (JSON.parse(token) as string).isWellFormed())
      if (!wellFormed) loneSurrogates.push(pointer())
      return facts?.fault
    },
  })
  return { duplicates, loneSurrogates, ...(fault && { fault }) }
}
