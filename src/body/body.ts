import { valueAt } from '../core/pointer.ts'
import type { Excerpt, Location } from '../core/vocabulary.ts'
import { elided, excerptAt } from './excerpt.ts'
import { foreignBytes, type ForeignBytes } from './foreign-bytes.ts'
import type { JsonFault } from './json-walk.ts'
import { beginningAt, findSpans, placesInSource, wholeFile, type Placement } from './locations.ts'
import { placeholderNumber, placeholders } from './placeholder.ts'
import { BodyScanner, type Skeleton } from './scanner.ts'
import { skeletonOfValue } from './skeleton-of-value.ts'
import { factsOfText, type StringFacts } from './string-facts.ts'
import { surveyOf, type Survey } from './survey.ts'

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
  /** Why the text is no JSON, and what it is where it is no text. */
  readonly fault: (JsonFault & Partial<Place> & { readonly foreign?: ForeignBytes }) | undefined
  readonly duplicates: Survey['duplicates']
  readonly loneSurrogates: Survey['loneSurrogates']
  readonly byteOrderMark: boolean
  /** The size of the whole text in bytes; of a value from memory, what it would be without escapes. */
  readonly sourceBytes: number
  readonly #text: string
  readonly #cut: Skeleton['cut']
  readonly #nested: Skeleton['nested']
  readonly #streams: Skeleton['streams']
  readonly #placed: Placement | undefined
  readonly #unread: Buffer | undefined

  /** Without `placed` the body was no text: nothing of it stands anywhere. */
  constructor(skeleton: Skeleton, placed: Placement | undefined) {
    this.byteOrderMark = hasBytes(skeleton.bytes, 0xef, 0xbb, 0xbf)
    const bytes = this.byteOrderMark ? skeleton.bytes.subarray(3) : skeleton.bytes
    this.sourceBytes = skeleton.sourceBytes
    this.#text = bytes.toString()
    this.#cut = skeleton.cut
    this.#nested = skeleton.nested
    this.#streams = skeleton.streams
    this.#placed = placed
    const survey = surveyOf(this.#text, this.#cut)
    this.duplicates = survey.duplicates
    this.loneSurrogates = survey.loneSurrogates
    const foreign = foreignBytes(bytes)
    const fault = foreign === undefined ? survey.fault : notUtf8(foreign, this.#text)
    this.value = fault === undefined ? JSON.parse(this.#text) : undefined
    this.fault = fault && { ...fault, ...this.#places([fault.offset])[0], ...(foreign && { foreign }) }
    this.#unread = fault && skeleton.bytes
  }

  /**
   * What a body is that is no JSON: each of its bytes as a character, but in place of a long string its digest, where the scanner was
   * asked for one. `undefined` for JSON.
   */
  get unread(): string | undefined {
    const text = this.#unread?.toString('latin1')
    if (text === undefined) return undefined
    let result = ''
    let at = 0
    for (const { start, end, number } of placeholders(text)) {
      result += `${text.slice(at, start)}${this.#cut[number]?.sha256 ?? text.slice(start, end)}`
      at = end
    }
    return result + text.slice(at)
  }

  /** The facts of a string of `value`, long or short. */
  facts(text: string): StringFacts {
    return this.#factsOfLong(text) ?? factsOfText(text)
  }

  /** How long a string of `value` is, in UTF-16 code units, long or short. */
  lengthOf(text: string): number {
    return this.#factsOfLong(text)?.length ?? text.length
  }

  /** The facts of the string at `pointer`, or `undefined` when there is none. */
  factsAt(pointer: string): StringFacts | undefined {
    const value = valueAt(this.value, pointer)
    return typeof value === 'string' ? this.facts(value) : undefined
  }

  /** The text of a string of `value`, or its two ends when it is long. For people to read. */
  show(text: string): string {
    const facts = this.#factsOfLong(text) ?? (text.length > 80 ? factsOfText(text) : undefined)
    return facts === undefined ? text : elided(facts)
  }

  /** The text of a string of `value`, or its first 64 KiB when it is longer than that. */
  head(text: string): string {
    return this.#factsOfLong(text)?.head ?? text
  }

  /**
   * All of a string of `value`, as UTF-8; `undefined` when it is longer than its `head`, and no event stream that the scanner was
   * asked to keep.
   */
  whole(text: string): Buffer | undefined {
    const facts = this.#factsOfLong(text)
    if (facts === undefined) return Buffer.from(text)
    return this.#streams.get(placeholderNumber(text)!) ?? (facts.head.length === facts.length ? Buffer.from(facts.head) : undefined)
  }

  /** Where the values at `pointers` stand, in one pass. Empty when the body was no text. */
  locate(pointers: Iterable<string>): ReadonlyMap<string, Place> {
    if (this.#placed === undefined) return new Map()
    const spans = findSpans(this.#text, pointers)
    const places = this.#places([...spans.values()].map(([from]) => from))
    return new Map([...spans.keys()].map((pointer, index) => [pointer, places[index]!]))
  }

  /** The value at `pointer` as a body of its own, to which all pointers are relative; `undefined` when there is none. */
  below(pointer: string): Body | undefined {
    const span = findSpans(this.#text, [pointer]).get(pointer)
    if (span === undefined || valueAt(this.value, pointer) === undefined) return undefined
    const [from, to] = span
    const around = this.#text.slice(0, from) + this.#text.slice(to)
    const bytes = Buffer.from(this.#text.slice(from, to))
    const sourceBytes = this.sourceBytes - Buffer.byteLength(around) - cutFrom(around, this.#cut)
    const placed = this.#placed && beginningAt(this.#places([from])[0]!.location)
    return new Body({ bytes, sourceBytes, cut: this.#cut, nested: this.#nested, streams: this.#streams }, placed)
  }

  /**
   * The JSON text that a string of `value` holds, as a body that stands where `placed` says. A long string that the scanner
   * was not asked to look into, or that begins like no JSON, is read as far as its `head`.
   */
  inside(text: string, placed: Placement): Body {
    const skeleton = this.#nested.get(placeholderNumber(text) ?? -1)
    return skeleton === undefined ? bodyOf(this.head(text), placed) : bodyOfSkeleton(skeleton, placed)
  }

  #factsOfLong(text: string): StringFacts | undefined {
    return this.#cut[placeholderNumber(text) ?? -1]
  }

  #places(offsets: readonly number[]): Place[] {
    if (this.#placed === undefined || offsets.length === 0) return []
    const placed = this.#placed
    const places = placesInSource(this.#text, this.#cut, offsets)
    return offsets.map((offset) => {
      const { location, line } = places.get(offset)!
      return { location: placed(location), excerpt: excerptAt(this.#text, offset, line, this.#cut) }
    })
  }
}

/**
 * Reads a body from JSON text, from its bytes, or from the value itself, which is read as `JSON.stringify` would write it.
 * `placed` says where the text stands when it is a part of a file.
 */
export function bodyOf(input: unknown, placed: Placement = wholeFile): Body {
  if (typeof input === 'string') return bodyOfSkeleton(scan(Buffer.from(input)), placed)
  if (input instanceof Uint8Array) return bodyOfSkeleton(scan(input), placed)
  return new Body(skeletonOfValue(input), undefined)
}

/** Reads a body that a `BodyScanner` has taken in. */
export function bodyOfSkeleton(skeleton: Skeleton, placed: Placement = wholeFile): Body {
  return new Body(skeleton, placed)
}

function scan(bytes: Uint8Array): Skeleton {
  const scanner = new BodyScanner()
  scanner.push(bytes)
  return scanner.end()
}

/** How many characters of the source are gone from this piece of its skeleton. */
function cutFrom(text: string, cut: readonly StringFacts[]): number {
  let gone = 0
  for (const { start, end, number } of placeholders(text)) gone += cut[number]!.sourceLength - (end - start)
  return gone
}

/** The fault is the first bad character, or all of what is something else from the beginning. */
function notUtf8({ family }: ForeignBytes, text: string): JsonFault {
  return { problem: 'not-utf-8', offset: family === 'unknown' ? Math.max(0, text.indexOf('\ufffd')) : 0 }
}

function hasBytes(bytes: Buffer, ...first: number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte)
}
