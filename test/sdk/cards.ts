import type { LoadedImage } from '../../src/core/vision-request.ts'
import { testCard } from '../../src/image/test-card.ts'

const byUrl = (name: string): LoadedImage => ({ type: 'image', url: `https://example.com/${name}.png` })
const byCard = (code: string, mediaType: 'image/png' | 'image/jpeg' | 'image/webp', bytes?: number): LoadedImage => ({
  type: 'image',
  data: testCard({ code, mediaType, ...(bytes !== undefined && { bytes }) }),
})

/** What is sent: images, and what an answer names of each when all arrived in their order. */
export const SETS: Readonly<Record<string, { readonly images: readonly LoadedImage[]; readonly names: readonly string[] }>> = {
  'a URL': { images: [byUrl('cat')], names: ['https://example.com/cat.png'] },
  base64: { images: [byCard('K7Q2', 'image/png')], names: ['K7Q2'] },
  'several, mixed': {
    images: [byCard('VWXY', 'image/jpeg', 300_000), byUrl('cat'), byCard('4679', 'image/webp'), byCard('K7Q2', 'image/png'), byUrl('dog')],
    names: ['VWXY', 'https://example.com/cat.png', '4679', 'K7Q2', 'https://example.com/dog.png'],
  },
}

/** What stands at the URLs. */
const AT: Readonly<Record<string, string>> = { 'https://example.com/cat.png': 'CATF', 'https://example.com/dog.png': 'HATF' }

export function cardAt(url: string): Buffer {
  return testCard({ code: AT[url]! })
}

/** What an answer names where the client fetches images, and sends them. */
export function fetched(names: readonly string[]): string[] {
  return names.map((name) => AT[name] ?? name)
}

/** What the simulated gateway names, in its order. */
export function namesIn(answer: string): string[] {
  return [...answer.matchAll(/^\d+\. (?:the test card (\w+)|an image at ([^,]+)),/gm)].map(([, code, url]) => (code ?? url)!)
}
