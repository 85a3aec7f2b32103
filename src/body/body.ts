import { isUtf8 } from 'node:buffer'
import { PixpactError } from '../core/errors.ts'
import { child, valueAt } from '../core/pointer.ts'
import type { Excerpt, Location } from '../core/vocabulary.ts'
import { elided, excerptAt } from './excerpt.ts'
import { walkJson, type JsonFault, type JsonProblem } from './json-walk.ts'
import { findOffsets, SourceMap } from './locations.ts'
import { placeholder, placeholderNumber, placeholderOfToken } from './placeholder.ts'
import { BodyScanner, LONG_STRING, type Skeleton } from './scanner.ts'
import { factsOfText, type StringFacts } from './string-facts.ts'

/** Where something stands in the source: to name it, and to show it. */
export interface Place {
  readonly location: Location
  readonly excerpt: Excerpt
}

/**
 * A request or response body: its JSON value, in which every long string is a short placeholder, and what is known of
 * those strings. Make one with `bodyOf` or, from a `BodyScanner`, with `bodyOfSkeleton`.
 */
export class Body {
  /** The parsed JSON; `undefined` when there is a `fault`. Ask `facts` for a string's true content. */
  readonly value: unknown
  /** Why the text is no JSON. */
  readonly fault: (JsonFault & Partial<Place>) | undefined
  /** Pointers of the properties whose object has one of the same name before, and the name. */
  readonly duplicates: readonly { readonly pointer: string; readonly name: string }[]
  /** Pointers of the strings (or of the objects, for a property name) that hold half of a surrogate pair. */
  readonly loneSurrogates: readonly string[]
  readonly byteOrderMark: boolean
  /** The size of the whole text in bytes; of a value from memory, what it would be without escapes. */
  readonly sourceBytes: number
  readonly #text: string
  readonly #cut: readonly StringFacts[]
  readonly #hasSource: boolean

  constructor(skeleton: Skeleton, hasSource: boolean) {
    this.byteOrderMark = hasBytes(skeleton.bytes, 0xef, 0xbb, 0xbf)
    const bytes = this.byteOrderMark ? skeleton.bytes.subarray(3) : skeleton.bytes
    this.#text = textOf(bytes)
    this.#cut = skeleton.cut
    this.sourceBytes = skeleton.sourceBytes
    this.#hasSource = hasSource
    const survey = surveyOf(this.#text, this.#cut)
    this.duplicates = survey.duplicates
    this.loneSurrogates = survey.loneSurrogates
    const fault = isUtf8(bytes) && !isUtf16(bytes) ? survey.fault : notUtf8(this.#text)
    this.value = fault === undefined ? JSON.parse(this.#text) : undefined
    this.fault = fault && { ...fault, ...this.#places([fault.offset])[0] }
  }

  /** The facts of a string of `value`, long or short. */
  facts(text: string): StringFacts {
    return this.#cut[placeholderNumber(text) ?? -1] ?? factsOfText(text)
  }

  /** The facts of the string at `pointer`, or `undefined` when there is none. */
  factsAt(pointer: string): StringFacts | undefined {
    const value = valueAt(this.value, pointer)
    return typeof value === 'string' ? this.facts(value) : undefined
  }

  /** The text of a string of `value`, or its two ends when it is long. For people to read. */
  show(text: string): string {
    const facts = this.#cut[placeholderNumber(text) ?? -1] ?? (text.length > 80 ? factsOfText(text) : undefined)
    return facts === undefined ? text : elided(facts)
  }

  /** Where the values at `pointers` stand, in one pass. Empty when the body was no text. */
  locate(pointers: Iterable<string>): ReadonlyMap<string, Place> {
    if (!this.#hasSource) return new Map()
    const offsets = findOffsets(this.#text, pointers)
    const places = this.#places([...offsets.values()])
    return new Map([...offsets.keys()].map((pointer, index) => [pointer, places[index]!]))
  }

  #places(offsets: readonly number[]): Place[] {
    if (!this.#hasSource || offsets.length === 0) return []
    const map = new SourceMap(this.#text, this.#cut)
    return offsets.map((offset) => ({
      location: map.location(offset),
      excerpt: excerptAt(this.#text, offset, map.lineAt(offset), this.#cut),
    }))
  }
}

/** Reads a body from JSON text, from its bytes, or from the value itself, which is read as `JSON.stringify` would write it. */
export function bodyOf(input: unknown): Body {
  if (typeof input === 'string') return scan(Buffer.from(input))
  if (input instanceof Uint8Array) return scan(input)
  return bodyOfValue(input)
}

/** Reads a body that a `BodyScanner` has taken in. */
export function bodyOfSkeleton(skeleton: Skeleton): Body {
  return new Body(skeleton, true)
}

function scan(bytes: Uint8Array): Body {
  const scanner = new BodyScanner()
  scanner.push(bytes)
  return bodyOfSkeleton(scanner.end())
}

function bodyOfValue(input: unknown): Body {
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
  const sourceBytes = cut.reduce((sum, { length }) => sum + length, bytes.length)
  return new Body({ bytes, sourceBytes, cut }, false)
}

function notSerialisable(why: string, cause?: unknown): PixpactError {
  return new PixpactError(
    'not-serialisable',
    `The body cannot be written as JSON: ${why}.`,
    'Pass what you would give to JSON.stringify, or the JSON text, or its bytes.',
    { cause },
  )
}

/** One walk over the whole text: is it JSON, and what does `JSON.parse` not tell. */
function surveyOf(text: string, cut: readonly StringFacts[]): Pick<Body, 'duplicates' | 'loneSurrogates'> & { fault?: JsonFault } {
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

function notUtf8(text: string): JsonFault {
  return { problem: 'not-utf-8', offset: Math.max(0, text.indexOf('\ufffd')) }
}

/** UTF-16 text in ASCII's range is valid UTF-8, but has a zero in each pair of bytes. */
function isUtf16(bytes: Buffer): boolean {
  return bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0)
}

function hasBytes(bytes: Buffer, ...first: number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte)
}

function textOf(bytes: Buffer): string {
  try {
    return bytes.toString('utf8')
  } catch (cause) {
    throw new PixpactError(
      'body-too-large',
      `The body holds ${bytes.length.toLocaleString('en-US')} bytes besides its long strings, which is more than can be read at once.`,
      'Split it: no gateway takes a request of this size.',
      { cause },
    )
  }
}
