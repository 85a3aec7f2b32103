import { parentOf } from '../core/pointer.ts'
import { contractOf } from './contract.ts'
import type { Contract } from './places.ts'
import type { Recording } from './recording.ts'

/** One difference between the contracts that two recordings show. */
export interface Drift {
  readonly side: 'request' | 'response'
  /** What differs: `status`, `frames`, or a pointer, in which `*` stands for each index. */
  readonly place: string
  /** What was there, and what is there now; absent where nothing was, or is. */
  readonly old?: string
  readonly new?: string
}

/**
 * Where the contracts differ that two recordings show: the fields and their types, the values of fields that take few, such as
 * `role` and `finish_reason`, the status, and the order of a stream's events. Ids, times, texts, counts and the cuts between chunks
 * are none of it. Sorted by place, the request's first.
 */
export function driftBetween(old: Recording, now: Recording): readonly Drift[] {
  const [before, after] = [contractOf(old), contractOf(now)]
  return [...between('request', before.request, after.request), ...between('response', before.response, after.response)]
}

function between(side: Drift['side'], before: Contract, after: Contract): Drift[] {
  const places = [...new Set([...before.keys(), ...after.keys()])].sort()
  return places.flatMap((place): Drift[] => {
    const [was, is] = [before.get(place), after.get(place)]
    if (was === is || ((was === undefined || is === undefined) && isWithinOther(place, before, after))) return []
    return [{ side, place, ...(was !== undefined && { old: was }), ...(is !== undefined && { new: is }) }]
  })
}

/** Where something became something else, was added or is gone, its parts need not be told. */
function isWithinOther(place: string, before: Contract, after: Contract): boolean {
  if (!place.startsWith('/')) return false
  for (let at = parentOf(place); at !== undefined; at = parentOf(at)) if (before.get(at) !== after.get(at)) return true
  return false
}
