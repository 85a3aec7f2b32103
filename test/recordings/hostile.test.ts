import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { loadRecordings, readRecording } from '../../src/recordings/load.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { dataUrl, exchange, folder, PNG } from './exchanges.ts'

/** A folder with one recording, of which `edit` changed the text. */
async function withText(edit: (text: string) => string, what = exchange()): Promise<{ dir: string; path: string }> {
  const dir = folder()
  const { name } = await new RecordingStore(dir).save(what, 'one')
  const path = join(dir, `${name}.har`)
  writeFileSync(path, edit(readFileSync(path, 'utf8')))
  return { dir, path }
}

const replacing = (from: string | RegExp, to: string) => (text: string) => {
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  return changed
}

const IMAGE = exchange({ response: { url: dataUrl(Buffer.concat([PNG, Buffer.alloc(1000)])) } })
const STREAM = exchange({ pieces: ['data: {}\n\n', 'data: [DONE]\n\n'], responseHeaders: { 'content-type': 'text/event-stream' } })

describe('a recording is refused, with its file and the place in it', () => {
  test.each([
    ['a cut file', (text: string) => text.slice(0, 700), 'is not JSON (cut off)', undefined],
    ['an empty file', () => '', 'is not JSON (empty)', undefined],
    ['a file that is nested without end', () => '['.repeat(20_000), 'is not JSON (too deep)', undefined],
    ['another kind of file', () => '{"a": 1}', '/log is missing', undefined],
    ['a HAR file of a browser', replacing(/"_pixpact": [^]*/, '"pageref": "1" } ] } }'), '/log/entries/0 has no "_pixpact"', undefined],
    ['two entries', replacing('"entries": [', '"entries": [{},'), '/log/entries/0 has no "_pixpact"', undefined],
    ['a digest that is a path', replacing(/"sha256": "\w+"/, '"sha256": "../../../../etc/passwd"'), '/log/entries/0/_pixpact/blobs/0/sha256 is "../../../../etc/passwd", and a SHA-256 in 64 hexadecimal digits is expected', undefined],
    ['a key that nobody knows', replacing('"blobs"', '"blob": 1, "blobs"'), '/log/entries/0/_pixpact/blob is no key that is known here; did you mean "blobs"?', undefined],
    ['a key of the prototype', replacing('"blobs"', '"__proto__": {"cut": true}, "blobs"'), '/log/entries/0/_pixpact/__proto__ is no key that is known here', undefined],
    ['a key that is there twice', replacing('"blobs"', '"origin": "live", "blobs"'), '/log/entries/0/_pixpact/origin stands there twice', undefined],
    ['a time that is none', replacing('2026-11-22T', '2026-99-22T'), '/log/entries/0/startedDateTime is 2026-99-22T10:00:00.000Z, which is no time', undefined],
    ['a status that is none', replacing('"status": 200', '"status": 99'), '/log/entries/0/response/status is 99, and 100 or more is expected', undefined],
    ['a chunk behind the end', replacing('[20, 24]', '[20, 25]'), '/log/entries/0/_pixpact/chunks/1/1 is 25, and a number from 10 to 24 is expected, the size of the answer', STREAM],
    ['chunks that end too early', replacing('[20, 24]', '[20, 23]'), '/log/entries/0/_pixpact/chunks ends at byte 23 of the answer, which has 24', STREAM],
    ['a chunk before the one before it', replacing('[20, 24]', '[5, 24]'), '/log/entries/0/_pixpact/chunks/1/0 is 5, which is before 10', STREAM],
    ['an image of the answer that is nowhere in it', replacing('"pointer": "/url"', '"pointer": "/uri"'), '/uri is no string that ends with sha256:', IMAGE],
    ['an image that is listed twice', replacing(/("blobs": \[\s*)(\{[^}]*\})/, '$1$2, $2'), '/log/entries/0/_pixpact/blobs names /messages/0/content/0/image_url/url twice', undefined],
  ])('with %s', async (_, edit, message, what) => {
    const { path } = await withText(edit, what)
    const refused = readRecording(path)
    await expect(refused).rejects.toMatchObject({ name: 'PixpactError', code: 'bad-recording' })
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toThrow('one.har')
  })

  test('of 500 MB, before it is read', async () => {
    const { path } = await withText((text) => text)
    truncateSync(path, 500_000_000)
    await expect(readRecording(path)).rejects.toThrow('one.har has 500,000,000 bytes, and at most 268,435,456 are read')
  })

  test('whose image is another one', async () => {
    const { dir, path } = await withText((text) => text)
    const [image] = readdirSync(join(dir, 'blobs'))
    writeFileSync(join(dir, 'blobs', image!), 'another')
    await expect(assembleRequest(await readRecording(path), dir)).rejects.toThrow(`/messages/0/content/0/image_url/url stands for blobs/${image}, whose SHA-256 is ae448ac86c4e8e4d`)
  })

  test('whose image is missing, or 500 MB', async () => {
    const { dir, path } = await withText((text) => text, IMAGE)
    const recording = await readRecording(path)
    for (const image of readdirSync(join(dir, 'blobs'))) truncateSync(join(dir, 'blobs', image), 500_000_000)
    await expect(readRecording(path)).rejects.toThrow('at most 268,435,456 are read')
    await expect(assembleRequest(recording, join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'bad-recording' })
  })

  test('that is a folder', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'one.har'))
    await expect(loadRecordings(dir)).rejects.toThrow('one.har is no file')
  })

  test('whose text claims to hold an image, and the list of images does not', async () => {
    const sha256 = 'a'.repeat(64)
    const body = { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,sha256:${sha256}` } }] }] }
    const { dir, path } = await withText((text) => text, exchange({ body }))
    const recording = await readRecording(path)
    expect(recording.request.blobs).toEqual([])
    expect(JSON.parse((await assembleRequest(recording, dir)).toString())).toEqual(body)
  })
})

describe('the name of a recording', () => {
  test.each(['../a', 'a/b', 'a\\b', '..', '.', '.a', 'a.', '', 'a\0b', 'a b', 'con', 'NUL', 'com1', 'lpt9.x', 'a:b', 'ä', 'a'.repeat(121), '/etc/passwd'])('is not %j', async (name) => {
    const dir = folder()
    await expect(new RecordingStore(join(dir, 'in')).save(exchange(), name)).rejects.toMatchObject({ code: 'bad-recording' })
    expect(readdirSync(dir)).toEqual([])
  })

  test.each(['a', 'cat-1_b.c', 'console', '2026', '-x'])('may be %j', async (name) => {
    expect(await new RecordingStore(folder()).save(exchange(), name)).toEqual({ name, change: 'new' })
  })

  test('is not that of a device in a folder from elsewhere', async () => {
    const { dir, path } = await withText((text) => text)
    writeFileSync(join(dir, 'aux.har'), readFileSync(path))
    await expect(loadRecordings(dir)).rejects.toThrow('"aux" cannot be the name of a recording')
  })
})
