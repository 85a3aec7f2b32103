import type { ImagePart } from '../formats/image-part.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageDuplicate: Rule = defineRule({
  id: 'image-duplicate',
  summary: 'Reports a picture that a request holds several times.',
  messages: {
    'same-bytes': {
      text: 'This picture seems to be the same as the one at {first}{difference}.',
      hint: '{advice}',
      sources: ['LangChain sends an image twice, the second time with another media type (captured)', 'Every copy costs its tokens anew'],
    },
  },
  checkRequest({ images }, report) {
    const seen = new Map<string, ImagePart>()
    for (const image of images) {
      if (image.facts.length - image.facts.payloadStart < SHORTEST) continue
      const key = keyOf(image)
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, image)
        continue
      }
      const differs = image.form === 'base64' && typeOf(first) !== typeOf(image)
      const difference = differs ? `, declared as ${first.declared?.text ?? 'nothing'} there and as ${image.declared?.text ?? 'nothing'} here` : ''
      const advice = differs ? 'One of the two is declared wrongly: drop it.' : 'Send it once.'
      report('same-bytes', image.pointer, { first: first.pointer, difference, advice }, differs ? 'warning' : undefined)
    }
  },
})

/** Shorter texts are empty, or placeholders. */
const SHORTEST = 16

function typeOf({ declared }: ImagePart): string {
  return (declared?.text ?? '').trim().toLowerCase()
}

function keyOf({ facts: { length, payloadStart, tail, sampleChecksum } }: ImagePart): string {
  return `${length - payloadStart} ${sampleChecksum} ${tail.slice(-64)}`
}
