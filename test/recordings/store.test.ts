import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestBodies } from '../../src/arbitraries/index.ts'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { loadRecordings, readRecording } from '../../src/recordings/load.ts'
import { Replayer } from '../../src/recordings/replay.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { cases } from '../cases.ts'
import { asked, chatBody, dataUrl, exchange, folder, GIF, PNG } from './exchanges.ts'

const PATHS: readonly (readonly [FormatId, string])[] = [
  ['openai-chat', '/v1/chat/completions'],
  ['anthropic-messages', '/anthropic/v1/messages'],
]

describe('a stored exchange', () => {
  test.each(PATHS)('of %s is put together again byte by byte, and answers the same request', async (format, path) => {
    await fc.assert(
      fc.asyncProperty(requestBodies({ format }), fc.integer({ min: 1, max: 5000 }), async (body, chunk) => {
        const dir = folder()
        const sent = exchange({ url: `https://gateway.example${path}`, body })
        const { name, change } = await new RecordingStore(dir).save(sent)
        expect(change).toBe('new')
        const recordings = await loadRecordings(dir)
        expect(recordings.map((one) => one.name)).toEqual([name])
        expect(await assembleRequest(recordings[0]!, dir)).toEqual(Buffer.from(sent.request.body))
        expect(new Replayer(recordings).answerTo(asked(sent, chunk))).toEqual({ recording: recordings[0] })
      }),
      cases(60),
    )
  })

  test('keeps its images beside it, under their digests', async () => {
    const dir = folder()
    const body = chatBody('Compare.', dataUrl(PNG), dataUrl(GIF, 'image/gif'), dataUrl(PNG))
    const { name } = await new RecordingStore(dir).save(exchange({ body }))
    expect(readdirSync(join(dir, 'blobs')).map((file) => file.slice(64)).sort()).toEqual(['.gif', '.png'])
    const text = readFileSync(join(dir, `${name}.har`), 'utf8')
    expect(text).not.toContain(PNG.toString('base64'))
    expect(text).toContain('data:image/png;base64,sha256:')
    expect((await readRecording(join(dir, `${name}.har`))).request.blobs).toHaveLength(3)
  })

  test('is the same file when it is saved again, elsewhere', async () => {
    const [a, b] = [folder(), folder()]
    const { name } = await new RecordingStore(a).save(exchange())
    await new RecordingStore(b).save(exchange())
    expect(readFileSync(join(a, `${name}.har`))).toEqual(readFileSync(join(b, `${name}.har`)))
    expect(existsSync(join(a, `${name}.har`))).toBe(true)
  })
})
