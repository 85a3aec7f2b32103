import { child } from '../core/pointer.ts'

/** What a body or an answer shows of its contract: by place, in which `*` stands for each index, what can be there. */
export type Contract = ReadonlyMap<string, string>

/** Fields whose values are a closed list, so that a new one is news. */
const CLOSED = new Set(['role', 'type', 'object', 'finish_reason', 'stop_reason', 'code', 'media_type', 'detail', 'tool_choice'])

/** What users and models fill in as they like, by how its place ends. */
const OPEN = /\/(?:input|arguments|metadata|logit_bias|parameters|input_schema|schema|properties|extra_headers)$/

/** No contract has so many places; a hostile body may. */
const MOST_PLACES = 10_000
const MOST_LEVELS = 40

/** Gathers what is at which place. */
export class Places {
  readonly #found = new Map<string, Set<string>>()

  /** Notes the value at `place` and all that is in it; what is no JSON is `undefined`. */
  add(place: string, value: unknown): void {
    const open: { place: string; value: unknown; depth: number }[] = [{ place, value, depth: 0 }]
    for (let next = open.pop(); next !== undefined && this.#found.size < MOST_PLACES; next = open.pop()) {
      const { place, value, depth } = next
      this.#note(place, kindOf(place, value))
      if (typeof value !== 'object' || value === null || depth > MOST_LEVELS || OPEN.test(place)) continue
      const isList = Array.isArray(value)
      for (const [key, held] of Object.entries(value)) open.push({ place: isList ? `${place}/*` : child(place, key), value: held as unknown, depth: depth + 1 })
    }
  }

  end(): Contract {
    return new Map([...this.#found].map(([place, kinds]) => [place, [...kinds].sort().join(' or ')]))
  }

  #note(place: string, kind: string): void {
    const kinds = this.#found.get(place)
    if (kinds === undefined) this.#found.set(place, new Set([kind]))
    else kinds.add(kind)
  }
}

function kindOf(place: string, value: unknown): string {
  if (value === undefined) return 'no JSON'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value !== 'string') return typeof value
  return CLOSED.has(place.slice(place.lastIndexOf('/') + 1)) && value.length < 64 ? JSON.stringify(value) : 'string'
}
