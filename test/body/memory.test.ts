import { expect, test } from 'vitest'
import { peakMemory } from './peak-memory.ts'

/** Judges a body of `images` images of 10 MB that arrives in pieces. */
function bodyOfImages(images: number): string {
  return `
    import { bodyOfSkeleton } from './src/body/body.ts'
    import { BodyScanner } from './src/body/scanner.ts'
    import { judge } from './src/validate/judge.ts'
    const scanner = new BodyScanner()
    const piece = Buffer.from('iVBORw0KGgo/'.repeat(5000))
    const push = (text) => scanner.push(Buffer.from(text))
    push('{"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "?"}')
    for (let image = 0; image < ${images}; image++) {
      push(', {"type": "image_url", "image_url": {"url": "data:image/png;base64,')
      for (let at = 0; at < 10_000_000; at += piece.length) scanner.push(piece)
      push('"}}')
    }
    push(']}]}')
    const verdict = judge(bodyOfSkeleton(scanner.end()), {})
    if (verdict.images.length !== ${images} || verdict.images.at(-1)?.encodedChars < 10_000_000) throw new Error('not judged')
  `
}

test('a body of 16 images of 10 MB needs hardly more memory than one with a single image', () => {
  const single = peakMemory(bodyOfImages(1))
  expect(peakMemory(bodyOfImages(16)) - single).toBeLessThan(40)
})
