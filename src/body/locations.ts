import type { Location } from '../core/vocabulary.ts'
import { keysOf } from '../core/pointer.ts'
import { walkJson } from './json-walk.ts'
import { placeholders } from './placeholder.ts'
import type { StringFacts } from './string-facts.ts'

/** The wanted pointers as a tree, so that a walk spends nothing on the rest of the text. */
interface Wanted {
  readonly children: Map<string, Wanted>
  offset?: number
}

/** Where in `text` the values at `pointers` begin. Of duplicate keys the last one counts, as in `JSON.parse`. */
export function findOffsets(text: string, pointers: Iterable<string>): ReadonlyMap<string, number> {
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
      if (node !== undefined) node.offset = offset
      open.push(node)
    },
    leave() {
      open.pop()
    },
  })
  const offsets = new Map<string, number>()
  for (const [pointer, { offset }] of leaves) if (offset !== undefined) offsets.set(pointer, offset)
  return offsets
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
