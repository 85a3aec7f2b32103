import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Judges a body of `images` images of 10 MB that arrives in pieces, in a process of its own; tells its peak memory in MB. */
function peakMemory(images: number): number {
  const script = `
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
    console.log(process.resourceUsage().maxRSS / 1024)
  `
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return Number(stdout)
}

test('a body of 16 images of 10 MB needs hardly more memory than one with a single image', () => {
  const single = peakMemory(1)
  expect(peakMemory(16) - single).toBeLessThan(40)
})
