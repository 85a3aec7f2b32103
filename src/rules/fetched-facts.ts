import type { UrlFacts } from '../image/url-facts.ts'
import type { ImageContext } from './rule.ts'

/** What was found behind the URL of an image; `undefined` where it has none or was not asked for. */
export function fetchedFacts({ image, request }: ImageContext): UrlFacts | undefined {
  return image.form === 'url' ? request.fetched?.facts.get(image.facts.head) : undefined
}
