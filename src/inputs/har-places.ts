import type { Body } from '../body/body.ts'
import type { Placement } from '../body/locations.ts'

/** A half of an entry, and where the text of its body is in it. */
const TEXTS = { request: 'postData/text', response: 'content/text' } as const

export type HarSide = keyof typeof TEXTS

/**
 * Escapes hide where in a text something stands, so all of it is placed where the text itself is, or the request or response when
 * there is none. All of them are looked up at once, when the first is wanted.
 */
export function placementsIn(har: Body, entries: number): (entry: number, side: HarSide) => Placement {
  const pointersOf = (entry: number, side: HarSide): [text: string, whole: string] => {
    const whole = `/log/entries/${entry}/${side}`
    return [`${whole}/${TEXTS[side]}`, whole]
  }
  let places: ReturnType<Body['locate']> | undefined
  return (entry, side) => () => {
    places ??= har.locate(
      Array.from({ length: entries }, (_, index) => [...pointersOf(index, 'request'), ...pointersOf(index, 'response')]).flat(),
    )
    const [text, whole] = pointersOf(entry, side)
    return (places.get(text) ?? places.get(whole)!).location
  }
}
