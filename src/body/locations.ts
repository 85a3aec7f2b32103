import type { Location } from '../core/vocabulary.ts'
import { keysOf } from '../core/pointer.ts'
import { walkJson } from './json-walk.ts'
import { placeholders } from './placeholder.ts'
import type { StringFacts } from './string-facts.ts'

/** Where a text stands in a file: turns a location in the text into one in the file. */
export type Placement = (own: Location) => Location

/** The placement of a text that is its whole file. */
export const wholeFile: Placement = (own) => own

/** The placement of a text that stands in a file as it is, from `start` on. */
export function beginningAt(start: Location): Placement {
  return ({ line, column }) => ({ line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column })
}

/** The wanted pointers as a tree, so that a walk spends nothing on the rest of the text. */
interface Wanted {
  readonly children: Map<string, Wanted>
  from?: number
  to?: number
}

/** From the first character of a value to behind its last one. */
export type Span = readonly [from: number, to: number]

/** Where in `text` the values at `pointers` are. Of duplicate keys the last one counts, as in `JSON.parse`. */
export function findSpans(text: string, pointers: Iterable<string>): ReadonlyMap<string, Span> {
  const root: Wanted = { children: new Map() }
  const leaves = new Map<string, Wanted>()
  for (const pointer of pointers) {
    let node = root
    for (const key of keysOf(pointer)) {
      const next: Wanted = node.children.get(key) ?? { children: new Map() }
      node.children.set(key, next)
      node = next
    }
    leaves.set(pointer, node)
  }
  const open: (Wanted | undefined)[] = []
  walkJson(text, {
    enter(key, offset) {
      const node = open.length === 0 ? root : open.at(-1)?.children.get(String(key))
      if (node !== undefined) node.from = offset
      open.push(node)
    },
    leave(end) {
      const node = open.pop()
      if (node !== undefined) node.to = end
    },
  })
  const spans = new Map<string, Span>()
  for (const [pointer, { from, to = text.length }] of leaves) if (from !== undefined) spans.set(pointer, [from, to])
  return spans
}

/** A place in the source, and the line of the skeleton that it is in, as `[from, to)`. */
export interface SourcePlace {
  readonly location: Location
  readonly line: Span
}

/**
 * Where `offsets` in a skeleton are in the source, in which the long strings still stand. One pass over the text, which may be all
 * line breaks, keeps no list of them.
 */
export function placesInSource(text: string, cut: readonly StringFacts[], offsets: readonly number[]): ReadonlyMap<number, SourcePlace> {
  const places = new Map<number, SourcePlace>()
  const gone = new Shortening(text, cut)
  let line = 1
  let from = 0
  let to = lineEnd(text, 0)
  let goneBefore = 0
  for (const offset of offsets.toSorted((a, b) => a - b)) {
    if (offset > to) {
      for (; offset > to; to = lineEnd(text, from)) {
        line++
        from = to + 1
      }
      goneBefore = gone.upTo(from)
    }
    places.set(offset, { location: { line, column: offset - from + gone.upTo(offset) - goneBefore + 1 }, line: [from, to] })
  }
  return places
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** By how much a skeleton is shorter than its source, from its beginning to places that come in ascending order. */
class Shortening {
  readonly #cut: readonly StringFacts[]
  readonly #placeholders: ReturnType<typeof placeholders>
  #next: ReturnType<ReturnType<typeof placeholders>['next']>
  #gone = 0

  constructor(text: string, cut: readonly StringFacts[]) {
    this.#cut = cut
    this.#placeholders = placeholders(text)
    this.#next = this.#placeholders.next()
  }

  upTo(offset: number): number {
    while (this.#next.done !== true && this.#next.value.end <= offset) {
      const { start, end, number } = this.#next.value
      this.#gone += (this.#cut[number]?.sourceLength ?? 0) - (end - start)
      this.#next = this.#placeholders.next()
    }
    return this.#gone
  }
}
