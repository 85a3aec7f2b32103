import { walkJson } from '../body/json-walk.ts'
import { MOST_LEVELS } from '../body/limits.ts'
import type { Edit } from './edit.ts'

/** A string in JSON text, in which each byte is taken for a character: a value, or a property's name. */
export interface JsonString {
  /** Where it begins, behind its quote. */
  readonly at: number
  /** As it is written, with its escapes. */
  readonly source: string
  readonly text: string
  /** The keys that lead to it; empty for a name. */
  readonly keys: readonly (string | number)[]
}

/** The strings of JSON text one by one; false where it is none. `keys` are told only where they are asked for. */
export function eachString(text: string, take: (one: JsonString) => void, withKeys: boolean = false): boolean {
  const open: (string | number | undefined)[] = []
  let valueAt = -1
  const fault = walkJson(text, {
    mostLevels: MOST_LEVELS,
    enter(key, offset) {
      if (withKeys) open.push(key)
      valueAt = offset
    },
    leave() {
      if (withKeys) open.pop()
    },
    string(token, offset) {
      const source = Buffer.from(token, 'latin1').toString().slice(1, -1)
      const decoded = source.includes('\\') ? (JSON.parse(`"${source}"`) as string) : source
      const isValue = withKeys && offset === valueAt
      take({ at: offset + 1, source, text: decoded, keys: isValue ? (open.slice(1) as (string | number)[]) : [] })
      return undefined
    },
  })
  return fault === undefined
}

/** Edits of a string's text, which are sorted, as edits of the JSON text that it is in. */
export function editsInSource({ at, source }: JsonString, edits: readonly Edit[]): readonly Edit[] {
  let [character, unit, byte] = [0, 0, at]
  const advanceTo = (wanted: number): number => {
    const start = unit
    for (; character < wanted && unit < source.length; character++) unit += source[unit] !== '\\' ? 1 : source[unit + 1] === 'u' ? 6 : 2
    byte += Buffer.byteLength(source.slice(start, unit))
    return byte
  }
  return edits.map(({ from, to, text }) => ({ from: advanceTo(from), to: advanceTo(to), text }))
}
