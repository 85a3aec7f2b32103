import { PixpactError } from '../core/errors.ts'
import { placeholder, placeholderBytes, placeholderNumber } from './placeholder.ts'
import { LONG_STRING, type Skeleton } from './scanner.ts'
import { factsOfText, type StringFacts } from './string-facts.ts'

/** The skeleton of what `JSON.stringify` would write of a value; its long strings are never written. */
export function skeletonOfValue(input: unknown): Skeleton {
  const cut: StringFacts[] = []
  const cutLong = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string' || (value.length <= LONG_STRING && placeholderNumber(value) === undefined)) return value
    cut.push(factsOfText(value))
    return placeholder(cut.length - 1)
  }
  let text: string | undefined
  try {
    text = JSON.stringify(input, cutLong)
  } catch (cause) {
    throw notSerialisable(cause instanceof Error ? cause.message.split('\n')[0]! : String(cause), cause)
  }
  if (text === undefined) throw notSerialisable(`it is ${typeof input}`)
  const bytes = Buffer.from(text)
  const sourceBytes = cut.reduce((sum, { length }, index) => sum + length - placeholderBytes(index), bytes.length)
  return { bytes, sourceBytes, cut, nested: new Map(), streams: new Map() }
}

function notSerialisable(why: string, cause?: unknown): PixpactError {
  return new PixpactError(
    'not-serialisable',
    `The body cannot be written as JSON: ${why}.`,
    'Pass what you would give to JSON.stringify, or the JSON text, or its bytes.',
    { cause },
  )
}
