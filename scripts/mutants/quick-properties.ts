import fc from 'fast-check'
import { mutationsFor } from '../../src/arbitraries/request-bodies.ts'
import { bodiesAreClean, isCaughtAlone } from '../../test/properties/body-properties.ts'
import { PLACES } from '../../test/properties/places.ts'

/** The first of the properties of generated bodies that does not hold, in few cases, always the same; `undefined` where all do. */
export function brokenProperty(): string | undefined {
  for (const [name, place] of PLACES) {
    if (fc.check(bodiesAreClean(place), { numRuns: 30, seed: 1 }).failed) return `${name}: bodies are clean`
    for (const mutation of mutationsFor(place.profile, place.format)) {
      if (mutation.heavy) continue
      if (fc.check(isCaughtAlone(place, mutation), { numRuns: 2, seed: 1 }).failed) return `${name}: ${mutation.name} is caught alone`
    }
  }
  return undefined
}
