import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageFiles, requestBodies } from '../../src/arbitraries/index.ts'
import { recordingDigestWithout } from '../../src/recordings/digest.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import type { Recording, WireExchange } from '../../src/recordings/recording.ts'
import { Replayer, type Hit, type Miss, type ReplayOptions } from '../../src/recordings/replay.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { cases } from '../cases.ts'
import { asked, chatBody, dataUrl, exchange, folder, GIF, messagesBody, PNG, type Parts } from './exchanges.ts'

async function recorded(...exchanges: readonly WireExchange[]): Promise<readonly Recording[]> {
  const dir = folder()
  const store = new RecordingStore(dir)
  for (const [index, one] of exchanges.entries()) await store.save(one, `r${index}`)
  return loadRecordings(dir)
}

/** What answers `request` where `recording` was recorded: the name of the recording, or the miss. */
async function answer(recording: Parts, request: Parts, options?: ReplayOptions): Promise<string | Miss> {
  return nameOf(new Replayer(await recorded(exchange(recording)), options).answerTo(asked(exchange(request))))
}

function nameOf(answer: Hit | Miss): string | Miss {
  return 'recording' in answer ? answer.recording.name : answer
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).reverse().map(([key, held]) => [key, shuffled(held)]))
}

const escapedWhole = (text: string): string => text.replaceAll(/[^\x20-\x7e]|\//g, (one) => [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''))
const LONG = `Bitte beschreibe ${'das Bild, so genau es geht; '.repeat(250)}`

describe('a request is answered', () => {
  test('whatever the order of its keys, its white space and its escapes', async () => {
    await fc.assert(
      fc.asyncProperty(requestBodies(), async (body) => {
        const replayer = new Replayer(await recorded(exchange({ body })))
        for (const same of [JSON.stringify(shuffled(body), null, '\t'), escapedWhole(JSON.stringify(body))]) {
          expect(nameOf(replayer.answerTo(asked(exchange({ body: same }))))).toBe('r0')
        }
      }),
      cases(40),
    )
  })

  test('never with the answer to another image', async () => {
    await fc.assert(
      fc.asyncProperty(imageFiles(), imageFiles(), async (one, other) => {
        fc.pre(!Buffer.from(one.data).equals(Buffer.from(other.data)))
        const [url, otherUrl] = [dataUrl(Buffer.from(one.data)), dataUrl(Buffer.from(other.data))]
        expect(await answer({ body: chatBody('What?', url) }, { body: chatBody('What?', otherUrl) })).toMatchObject({ nearest: { differsAt: '/messages/0/content/0/image_url/url' } })
      }),
      cases(40),
    )
  })

  test.each([
    ['an image of 10 MB of which one byte differs', dataUrl(Buffer.concat([PNG, Buffer.alloc(10_000_000, 7)])), dataUrl(Buffer.concat([PNG, Buffer.alloc(9_999_999, 7), Buffer.of(8)]))],
    ['base64 with a line break elsewhere', `${dataUrl(PNG)}\n`, dataUrl(PNG)],
    ['broken base64 of 10 KB that differs at its end', `data:image/png;base64,*${'A'.repeat(10_000)}`, `data:image/png;base64,*${'A'.repeat(9999)}B`],
    ['raw base64 of 10 KB with its padding lost', `${'A'.repeat(10_001)}`, `${'A'.repeat(10_002)}`],
    ['another media type', dataUrl(PNG), dataUrl(PNG, 'image/gif')],
    ['a URL', 'https://example.com/a.png', 'https://example.com/b.png'],
  ])('not where its image is %s', async (_, one, other) => {
    expect(await answer({ body: chatBody('What?', one) }, { body: chatBody('What?', one) })).toBe('r0')
    expect(await answer({ body: chatBody('What?', one) }, { body: chatBody('What?', other) })).toMatchObject({ nearest: { differsAt: '/messages/0/content/0/image_url/url' } })
  })

  test('not where a long text differs at its end', async () => {
    expect(await answer({ body: chatBody(LONG) }, { body: chatBody(LONG) })).toBe('r0')
    expect(await answer({ body: chatBody(LONG) }, { body: chatBody(`${LONG}!`) })).toMatchObject({ nearest: { differsAt: '/messages/0/content/0/text' } })
  })

  test.each([
    ['broken JSON', '{"model": "a", "messages": [', '{"model": "b", "messages": ['],
    ['bytes that are no text', Buffer.from([1, 2, 0xff, 0xfe]), Buffer.from([1, 2, 0xff, 0xfd])],
    ['nothing', '', ' '],
    ['a name with a NUL', '{"\\u0000": 1}', '{"\\u0000": 2}'],
    ['half of a surrogate pair', '{"a": "\\ud800"}', '{"a": "\\ud801"}'],
  ])('also where its body is %s, and not with that to another one', async (_, one, other) => {
    expect(await answer({ body: one }, { body: one })).toBe('r0')
    expect(await answer({ body: one }, { body: other })).toMatchObject({ message: expect.stringContaining('No recording answers') as string })
  })

  test('although it was recorded with another key and another signature', async () => {
    const signed = (signature: string): string => `https://bucket.example/a.png?X-Amz-Signature=${signature}`
    const long = (key: string): string => `${LONG} ${signed(key)} sk-${key}${key}`
    for (const text of ['see', long('0a'.repeat(20)).slice(-300), long('0a'.repeat(20))]) {
      const other = text.replaceAll('0a', '1b')
      const body = chatBody(text, signed('0a1b'))
      expect(await answer({ body, headers: { authorization: 'Bearer real-key-12345' } }, { body: chatBody(other, signed('ffff')), headers: { authorization: 'Bearer other' } })).toBe('r0')
    }
  })

  test('where hardly anything is left of a long text without its secrets', async () => {
    const token = (letter: string): string => `eyJhbGciOiJIUzI1NiJ9.eyJ${letter.repeat(1200)}.${letter.repeat(40)}`
    expect(await answer({ body: chatBody(token('a')) }, { body: chatBody(token('b')) })).toBe('r0')
  })

  test('where its text holds its own key', async () => {
    const parts = (key: string): Parts => ({ body: chatBody(`My key is ${key}.`), headers: { 'x-api-key': key } })
    expect(await answer(parts('real-key-12345'), parts('real-key-12345'))).toBe('r0')
    expect(await answer(parts('real-key-12345'), parts('other-key-999'))).toBe('r0')
  })

  test('although a long text and a short one held what the user calls a secret', async () => {
    const dir = folder()
    const what = exchange({ body: chatBody(`${LONG} of Fred`, 'https://fred.example/Fred.png') })
    await new RecordingStore(dir, { secrets: ['Fred'] }).save(what, 'r0')
    const replayer = new Replayer(await loadRecordings(dir), { secrets: ['Fred'] })
    expect(nameOf(replayer.answerTo(asked(what, 1000, recordingDigestWithout(['Fred']))))).toBe('r0')
    expect(nameOf(replayer.answerTo(asked(what)))).not.toBe('r0')
  })

  test('at the path that the client asked for, and at that of the URL, with any query', async () => {
    const recording = { url: 'https://gateway.example/anthropic/v1/messages?beta=true', path: '/v1/messages', body: messagesBody('What?', PNG) }
    for (const path of ['/v1/messages', '/anthropic/v1/messages', '/v1/messages?beta=1']) expect(await answer(recording, { ...recording, path })).toBe('r0')
    expect(await answer(recording, { ...recording, path: '/messages' })).toMatchObject({ nearest: { differsAt: 'path', recorded: '/v1/messages', received: '/messages' } })
  })

  test('in the order in which answers were recorded, and then with the last one', async () => {
    const replayer = new Replayer(await recorded(exchange(), exchange({ body: chatBody('Else?') }), exchange({ status: 500 })))
    const names = Array.from({ length: 4 }, () => nameOf(replayer.answerTo(asked(exchange()))))
    expect(names).toEqual(['r0', 'r2', 'r2', 'r2'])
  })

  test('with what is to be ignored ignored, and nothing else', async () => {
    const [one, other] = [{ ...chatBody('What?'), user: 'a', n: 1 }, { ...chatBody('What?'), user: 'b', n: 1 }]
    expect(await answer({ body: one }, { body: other })).toMatchObject({ nearest: { differsAt: '/user', recorded: '"a"', received: '"b"' } })
    expect(await answer({ body: one }, { body: other }, { ignore: ['/user'] })).toBe('r0')
    expect(await answer({ body: one }, { body: { ...other, n: 2 } }, { ignore: ['/user'] })).toMatchObject({ nearest: { differsAt: '/n' } })
    expect(await answer({ method: 'PUT' }, { path: '/other' }, { ignore: ['method', 'path'] })).toBe('r0')
    expect(() => new Replayer([], { ignore: ['metod'] })).toThrow('"metod" is nothing that can be ignored.')
  })
})

describe('a miss names', () => {
  test('the images by type and digest', async () => {
    const miss = await answer({ body: chatBody('What?', dataUrl(PNG)) }, { body: chatBody('What?', dataUrl(GIF, 'image/gif')) })
    expect((miss as Miss).message).toBe(
      'No recording answers POST /v1/chat/completions. The nearest is r0: at /messages/0/content/0/image_url/url it has image/png sha256 6b7fa434…, and image/gif sha256 ef1955ae… was received.',
    )
  })

  test('the recording that is nearest, not the first one', async () => {
    const replayer = new Replayer(await recorded(exchange({ url: 'https://gateway.example/v1/models' }), exchange({ body: chatBody('Cats?') }), exchange({ body: { ...chatBody('Dogs?'), n: 1 } })))
    expect(replayer.answerTo(asked(exchange({ body: { ...chatBody('Birds?'), n: 1 } })))).toMatchObject({
      nearest: { recording: { name: 'r2' }, differsAt: '/messages/0/content/0/text', recorded: '"Dogs?"', received: '"Birds?"' },
    })
  })

  test('the place in a long text, and how long it is', async () => {
    const { nearest } = (await answer({ body: chatBody(`${LONG}Katze`) }, { body: chatBody(`${LONG}Hund`) })) as Miss
    expect(nearest!.recorded).toBe('"…au es geht; das Bild, so genau es geht; Katze" (7,022 characters)')
    expect(nearest!.received).toBe('"…au es geht; das Bild, so genau es geht; Hund" (7,021 characters)')
  })

  test('what is missing', async () => {
    expect(await answer({ body: chatBody('What?') }, { body: { ...chatBody('What?'), n: 1 } })).toMatchObject({ nearest: { differsAt: '/n', recorded: 'nothing', received: '1' } })
  })

  test('no secret, and nothing that a terminal obeys', async () => {
    const miss = (await answer({ body: chatBody('What?') }, { body: chatBody(`\u001b[2J sk-${'a'.repeat(30)}`) })) as Miss
    expect(miss.nearest!.received).toBe('"\ufffd[2J REDACTED"')
  })

  test('that there are no recordings', () => {
    expect(new Replayer([]).answerTo(asked(exchange()))).toEqual({ message: 'No recording answers POST /v1/chat/completions: there is none.' })
  })
})
