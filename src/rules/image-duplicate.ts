import type { ImagePart } from '../formats/image-part.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageDuplicate: Rule = defineRule({
  id: 'image-duplicate',
  summary: 'Reports a picture that a request holds several times.',
  messages: {
    'same-bytes': {
      text: 'This picture is the same as the one at {first}{difference}.',
      hint: '{advice}',
      sources: ['LangChain sends an image twice, the second time with another media type (captured)', 'Every copy costs its tokens anew'],
    },
  },
  checkRequest({ images }, report) {
    const seen = new Map<string, ImagePart>()
    for (const image of images) {
      const key = keyOf(image)
      const first = seen.get(key)
      if (first === undefined) {
        seen.set(key, image)
        continue
      }
      const differs = first.declared?.text !== image.declared?.text && image.form === 'base64'
      const difference = differs ? `, declared as ${first.declared?.text ?? 'nothing'} there and as ${image.declared?.text ?? 'nothing'} here` : ''
      const advice = differs ? 'One of the two is declared wrongly: drop it.' : 'Send it once.'
      report('same-bytes', image.pointer, { first: first.pointer, difference, advice }, differs ? 'warning' : undefined)
    }
  },
})

function keyOf({ facts: { length, payloadStart, head, tail, sampleChecksum } }: ImagePart): string {
  return `${length - payloadStart} ${sampleChecksum} ${head.slice(payloadStart, payloadStart + 512)} ${tail.slice(-64)}`
}
