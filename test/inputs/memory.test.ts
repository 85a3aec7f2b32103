import { expect, test } from 'vitest'
import { peakMemory } from '../body/peak-memory.ts'

/** Judges what is read from `chunks()`, and counts the images of 10 MB. */
function judging(file: string, chunks: string, images: number): string {
  return `
    import { exchangesIn } from './src/inputs/exchanges.ts'
    import { judge } from './src/validate/judge.ts'
    const piece = Buffer.from('iVBORw0KGgo/'.repeat(5000))
    function* requestWith(images, write) {
      yield write('{"model": "m", "messages": [{"role": "user", "content": [{"type": "text", "text": "?"}')
      for (let image = 0; image < images; image++) {
        yield write(', {"type": "image_url", "image_url": {"url": "data:image/png;base64,')
        for (let at = 0; at < 10_000_000; at += piece.length) yield piece
        yield write('"}}')
      }
      yield write(']}]}')
    }
    function* chunks() {
      ${chunks}
    }
    let seen = 0
    for await (const { request } of exchangesIn('${file}', chunks())) {
      seen += judge(request.body, {}).images.filter(({ encodedChars }) => encodedChars >= 10_000_000).length
    }
    if (seen !== ${images}) throw new Error(seen + ' images judged')
  `
}

function harOfOneRequest(images: number): string {
  const chunks = `
    yield Buffer.from('{"log": {"entries": [{"request": {"url": "https://api.openai.com/v1/chat/completions", "postData": {"text": "')
    yield* requestWith(${images}, (text) => Buffer.from(JSON.stringify(text).slice(1, -1)))
    yield Buffer.from('"}}}]}}')
  `
  return judging('a.har', chunks, images)
}

function linesOfOneImage(lines: number): string {
  const chunks = `
    for (let line = 0; line < ${lines}; line++) {
      yield* requestWith(1, Buffer.from)
      yield Buffer.from('\\n')
    }
  `
  return judging('a.jsonl', chunks, lines)
}

test('a HAR file with 16 images of 10 MB needs hardly more memory than one with a single image', () => {
  const single = peakMemory(harOfOneRequest(1))
  expect(peakMemory(harOfOneRequest(16)) - single).toBeLessThan(40)
})

test('a file of 1 GB, a body of 10 MB a line, needs less than 100 MB more than its first line', () => {
  const single = peakMemory(linesOfOneImage(1))
  expect(peakMemory(linesOfOneImage(100)) - single).toBeLessThan(100)
})
