import { keysOf, parentOf, valueAt } from '../../src/core/pointer.ts'

/** An array element that stands there `times` times; `{number}` in its strings counts the copies from 1. */
export interface Repeat {
  readonly pointer: string
  readonly times: number
}

/** A string whose base64 is lengthened to `encodedChars` characters. */
export interface Pad {
  readonly pointer: string
  readonly encodedChars: number
}

const KEPT_END = 64

/** The body of a vector with its recipes carried out; see `schemas/kit/vector.schema.json`. Pointers are those of `body`. */
export function cooked(body: unknown, repeat: readonly Repeat[] = [], pad: readonly Pad[] = []): unknown {
  const root = structuredClone(body)
  for (const { pointer, encodedChars } of pad) {
    const text = targetOf(root, pointer)
    if (typeof text !== 'string') throw new Error(`${pointer} is no string.`)
    replace(root, pointer, [padded(text, encodedChars)])
  }
  // From the last on, so that the pointers of those before stay right.
  for (const { pointer, times } of repeat.toReversed()) {
    const copies = Array.from({ length: times }, (_, index) => numbered(targetOf(root, pointer), index + 1))
    replace(root, pointer, copies)
  }
  return root
}

function padded(text: string, encodedChars: number): string {
  const prefix = text.startsWith('data:') ? text.indexOf(',') + 1 : 0
  const missing = encodedChars - (text.length - prefix)
  if (missing < 0) throw new Error(`The text has more than ${encodedChars} characters of base64.`)
  return text.slice(0, -KEPT_END) + 'A'.repeat(missing) + text.slice(-KEPT_END)
}

function numbered(value: unknown, number: number): unknown {
  if (typeof value === 'string') return value.replaceAll('{number}', String(number))
  if (Array.isArray(value)) return value.map((element) => numbered(element, number))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, numbered(held, number)]))
}

function targetOf(root: unknown, pointer: string): unknown {
  const found = valueAt(root, pointer)
  if (found === undefined) throw new Error(`Nothing stands at ${pointer}.`)
  return found
}

/** Puts `values` where one stands: one value in an object, any number of them in an array. */
function replace(root: unknown, pointer: string, values: readonly unknown[]): void {
  const holder = valueAt(root, parentOf(pointer)!)
  const key = keysOf(pointer).at(-1)!
  if (Array.isArray(holder)) holder.splice(Number(key), 1, ...values)
  else (holder as Record<string, unknown>)[key] = values[0]
}
