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

/** Turns offsets in a skeleton into lines and columns of the source, in which the long strings still stand. */
export class SourceMap {
  readonly #text: string
  readonly #lineStarts: number[] = [0]
  /** Ends of placeholders, and by how much all of them up to there are shorter than their strings. */
  readonly #cutEnds: number[] = []
  readonly #missing: number[] = []

  constructor(text: string, cut: readonly StringFacts[]) {
    this.#text = text
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1)
    let missing = 0
    for (const { start, end, number } of placeholders(text)) {
      missing += (cut[number]?.sourceLength ?? 0) - (end - start)
      this.#cutEnds.push(end)
      this.#missing.push(missing)
    }
  }

  location(offset: number): Location {
    const line = countUpTo(this.#lineStarts, offset)
    const start = this.#lineStarts[line - 1]!
    return { line, column: offset - start + this.#missingBefore(offset) - this.#missingBefore(start) + 1 }
  }

  /** The line's text in the skeleton, as `[from, to)`. */
  lineAt(offset: number): readonly [from: number, to: number] {
    const line = countUpTo(this.#lineStarts, offset)
    const next = this.#lineStarts[line]
    return [this.#lineStarts[line - 1]!, next === undefined ? this.#text.length : next - 1]
  }

  #missingBefore(offset: number): number {
    const cuts = countUpTo(this.#cutEnds, offset)
    return cuts === 0 ? 0 : this.#missing[cuts - 1]!
  }
}

/** How many of the ascending `numbers` are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (numbers[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}
