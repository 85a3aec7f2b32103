import { expect, test } from 'vitest'
import { peakMemory } from '../body/peak-memory.ts'

test('what is kept of many faulty bodies is not their images', () => {
  const judgingTimes = (times: number): string => `
    import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
    import { tmpdir } from 'node:os'
    import { join } from 'node:path'
    import { judgeInputs } from './src/cli/judge-inputs.ts'
    const url = 'iVBORw0KGgoAAAAN'.repeat(5000)
    const request = { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] }
    const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
    writeFileSync(join(folder, 'a.jsonl'), (JSON.stringify(request) + '\\n').repeat(100))
    const { payloads } = await judgeInputs(Array(${times}).fill({ name: join(folder, 'a.jsonl'), options: {} }), undefined)
    rmSync(folder, { recursive: true })
    if (payloads.length !== ${times} * 100 || payloads.some(({ valid }) => valid)) throw new Error('not judged')
  `
  // Of each image 64 KiB are looked at: a third of a gigabyte, if findings kept them.
  expect(peakMemory(judgingTimes(50)) - peakMemory(judgingTimes(2))).toBeLessThan(200)
})
