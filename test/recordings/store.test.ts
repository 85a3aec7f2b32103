import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
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

  test('is written anew once something in its file is known to be secret', async () => {
    const dir = folder()
    const said = exchange({ body: chatBody('Hi.'), response: '{"note":"the-word-of-nobody"}' })
    const { name } = await new RecordingStore(dir).save(said)
    expect(readFileSync(join(dir, `${name}.har`), 'utf8')).toContain('the-word-of-nobody')
    expect((await new RecordingStore(dir, { secrets: ['the-word-of-nobody'] }).save(said)).change).toBe('changed')
    expect(readFileSync(join(dir, `${name}.har`), 'utf8')).not.toContain('the-word-of-nobody')
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

describe('saving', () => {
  const answered = (content: string, id = 'chatcmpl-1'): object => ({ id, object: 'chat.completion', created: id.length, choices: [{ message: { role: 'assistant', content } }] })

  test('leaves the file alone where the contract is the same', async () => {
    const dir = folder()
    await new RecordingStore(dir).save(exchange({ response: answered('A red square.') }), 'one')
    const before = readFileSync(join(dir, 'one.har'))
    expect(await new RecordingStore(dir).save(exchange({ response: answered('Something red.', 'chatcmpl-234') }), 'one')).toEqual({ name: 'one', change: 'unchanged' })
    expect(readFileSync(join(dir, 'one.har'))).toEqual(before)
  })

  test.each([
    ['the answer has another shape', { response: { object: 'chat.completion' } }],
    ['the status is another one', { status: 500 }],
    ['the question is another one', { body: chatBody('And this?', dataUrl(PNG)) }],
    ['the image is another one', { body: chatBody('What is this?', dataUrl(GIF)) }],
  ])('writes it anew where %s', async (_, parts) => {
    const dir = folder()
    await new RecordingStore(dir).save(exchange(), 'one')
    expect(await new RecordingStore(dir).save(exchange(parts), 'one')).toEqual({ name: 'one', change: 'changed' })
    expect(await loadRecordings(dir)).toHaveLength(1)
  })

  test('writes it anew where it cannot be read', async () => {
    const dir = folder()
    await new RecordingStore(dir).save(exchange(), 'one')
    writeFileSync(join(dir, 'one.har'), '{"log":')
    expect((await new RecordingStore(dir).save(exchange(), 'one')).change).toBe('changed')
    expect(await loadRecordings(dir)).toHaveLength(1)
  })

  test('restores an image that is gone', async () => {
    const dir = folder()
    await new RecordingStore(dir).save(exchange(), 'one')
    const [image] = readdirSync(join(dir, 'blobs'))
    writeFileSync(join(dir, 'blobs', image!), 'x')
    expect((await new RecordingStore(dir).save(exchange(), 'one')).change).toBe('unchanged')
    expect(readFileSync(join(dir, 'blobs', image!))).toEqual(PNG)
  })

  test('numbers repeats, and several at once take turns', async () => {
    const dir = folder()
    const store = new RecordingStore(dir)
    const saved = await Promise.all(Array.from({ length: 12 }, (_, index) => store.save(exchange({ response: answered(`answer ${index}`) }))))
    const name = saved[0]!.name
    expect(name).toMatch(/^openai-chat-[0-9a-f]{12}$/)
    expect(saved.map((one) => one.name)).toEqual([name, ...Array.from({ length: 11 }, (_, index) => `${name}-${index + 2}`)])
    const recordings = await loadRecordings(dir)
    expect(recordings.map((one) => one.name)).toEqual(saved.map((one) => one.name))
  })

  test('gives no two exchanges one file, whatever they are called', async () => {
    const store = new RecordingStore(folder())
    const names = []
    for (const name of ['a', 'A', 'a-2', 'a', 'a']) names.push((await store.save(exchange(), name)).name)
    expect(names).toEqual(['a', 'A-2', 'a-2-2', 'a-3', 'a-4'])
  })

  test('goes on after one that failed', async () => {
    const store = new RecordingStore(folder())
    const [bad, good] = await Promise.allSettled([store.save(exchange(), '../a'), store.save(exchange(), 'a')])
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
  })

  test('leaves no half file where the folder cannot be written to', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'one.har'))
    await expect(new RecordingStore(dir).save(exchange(), 'one')).rejects.toMatchObject({ code: 'unwritable-output' })
    expect(readdirSync(dir).sort()).toEqual(['blobs', 'one.har'])
  })
})
