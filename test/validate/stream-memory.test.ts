import { expect, test } from 'vitest'
import { peakMemory } from '../body/peak-memory.ts'

/** Judges a stream of so many events of 50 kB. */
function streamOf(events: number): string {
  return `
    import { validateStream } from './src/index.ts'
    const event = (delta, finish = null) => 'data: ' + JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] }) + '\\n\\n'
    const piece = Buffer.from(event({ content: 'x'.repeat(50_000) }))
    function* chunks() {
      yield event({ role: 'assistant', content: '' })
      for (let count = 0; count < ${events}; count++) yield piece
      yield event({}, 'stop') + 'data: [DONE]\\n\\n'
    }
    const { findings } = await validateStream(chunks(), { profile: 'openai' })
    if (findings.length > 0) throw new Error('not judged')
  `
}

test('a stream of 400 MB needs hardly more memory than one of 100 MB', () => {
  const short = peakMemory(streamOf(2000))
  expect(peakMemory(streamOf(8000)) - short).toBeLessThan(60)
})
