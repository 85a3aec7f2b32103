import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startProvider } from './provider.ts'
import { ask } from './ask.ts'
import { asking, base64Of, partOf, textPart, URL_PICTURE, withContent, withMessages } from './bodies.ts'
import { PAIRS, PATHS, type Dialect } from './miniature/dialect.ts'
import { faultsOfAnswer } from './judge.ts'
import { startMiniature } from './miniature/miniature.ts'
import type { Value } from './miniature/value.ts'

/** A request about a picture that `change` breaks, in the words of each format. */
type Broken = (inbound: Dialect) => unknown

const png = `image/png,${base64Of()}`
const good = (inbound: Dialect): Value => asking(inbound, [png])
const without = (field: string): Broken => (inbound) => ({ ...good(inbound), [field]: undefined })
const about = (picture: string): Broken => (inbound) => asking(inbound, [picture])
const holding = (part: (inbound: Dialect) => unknown): Broken => (inbound) => withContent(inbound, [part(inbound), textPart('What?')])

const BROKEN: Readonly<Record<string, Broken>> = {
  'text that is no JSON': () => '{"model": "x", ',
  'a list': () => [],
  'no model': without('model'),
  'no messages': without('messages'),
  'an empty list of messages': (inbound) => withMessages(inbound, []),
  'a role of nobody': (inbound) => withMessages(inbound, [{ role: 'human', content: 'Hi.' }]),
  'no content': (inbound) => withMessages(inbound, [{ role: 'user' }]),
  'an empty content': (inbound) => withContent(inbound, []),
  'a part of nobody': holding(() => ({ type: 'words', text: 'Hi.' })),
  'a part of the other format': holding((inbound) => partOf(inbound === 'openai-chat' ? 'anthropic-messages' : 'openai-chat', png)),
  'a part that is text': holding(() => 'What?'),
  'a text that is a number': holding(() => ({ type: 'text', text: 7 })),
  'a field of nobody': (inbound) => ({ ...good(inbound), pixels: 7 }),
  'a field of nobody in a picture': holding((inbound) => ({ ...partOf(inbound, png), pixels: 7 })),
  'a text for a boolean': (inbound) => ({ ...good(inbound), stream: 'true' }),
  'base64 with a strange character': about(`image/png,*${base64Of().slice(1)}`),
  'base64 without its padding': about(`image/png,${base64Of().slice(0, -1)}`),
  'base64 that is empty': about('image/png,'),
  'a prefix too many': about(`image/png,data:image/png;base64${base64Of()}`),
  'a bitmap': about(`image/bmp,${base64Of()}`),
  'no media type': about(`,${base64Of()}`),
  'a path for a URL': holding((inbound) => partOf(inbound, 'httpx://./cat.png')),
  'a picture of the assistant': (inbound) =>
    withMessages(inbound, [{ role: 'user', content: 'Draw.' }, { role: 'assistant', content: [textPart('There:'), partOf(inbound, URL_PICTURE)] }]),
  'a picture in the system prompt': (inbound) =>
    inbound === 'openai-chat'
      ? withMessages(inbound, [{ role: 'system', content: [partOf(inbound, URL_PICTURE)] }, { role: 'user', content: 'What?' }])
      : { ...good(inbound), system: [partOf(inbound, URL_PICTURE)] },
}

/** What only one of the formats can get wrong. */
const BROKEN_CHAT: Readonly<Record<string, Broken>> = {
  'a URL as a string': holding(() => ({ type: 'image_url', image_url: URL_PICTURE })),
  'base64 without a prefix': holding(() => ({ type: 'image_url', image_url: { url: base64Of() } })),
  'a detail of nobody': holding((inbound) => partOf(inbound, png, { detail: 'huge' })),
  'too much temperature': (inbound) => ({ ...good(inbound), temperature: 9 }),
  'fewer tokens than none': (inbound) => ({ ...good(inbound), max_completion_tokens: -1 }),
}

const BROKEN_MESSAGES: Readonly<Record<string, Broken>> = {
  'no limit of tokens': without('max_tokens'),
  'the label of another type': about(`image/jpeg,${base64Of()}`),
  'an empty text': holding(() => textPart('')),
  'a source of nobody': holding(() => ({ type: 'image', source: { type: 'path', path: 'cat.png' } })),
  'a result of no call': holding(() => ({ type: 'tool_result', tool_use_id: 'call_9', content: 'A disc.' })),
}

describe.each(PAIRS)('a miniature from $inbound to $upstreamFormat', (pair) => {
  const { inbound } = pair
  const broken = { ...BROKEN, ...(inbound === 'openai-chat' ? BROKEN_CHAT : BROKEN_MESSAGES) }

  test.each(Object.entries(broken))('turns %s down, in the envelope of its client', async (_, request) => {
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...pair, upstream: provider.url })
    const answer = await ask(gateway.url, inbound, request(inbound))
    expect(answer.status).toBe(400)
    expect(faultsOfAnswer(inbound, answer, undefined)).toEqual([])
    expect(answer.text).not.toContain('    at ')
    expect(provider.arrivals).toEqual([])
  })

  test('serves one path', async () => {
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...pair, upstream: provider.url })
    for (const path of ['/v1/chat', inbound === 'openai-chat' ? '/v1/messages' : '/v1/chat/completions']) {
      const answer = await ask(gateway.url, inbound, good(inbound), path)
      expect(answer.status).toBe(404)
      expect(faultsOfAnswer(inbound, answer, undefined)).toEqual([])
    }
  })

  test('goes on when a client vanishes in the middle of its body', async () => {
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...pair, upstream: provider.url })
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    socket.write(`POST ${PATHS[inbound]} HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n{"model": "`)
    await sleep(50)
    socket.destroy()
    await sleep(50)
    expect((await ask(gateway.url, inbound, good(inbound))).status).toBe(200)
  })
})
