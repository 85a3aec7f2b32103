import { describe, expect, test } from 'vitest'
import { startProvider } from './provider.ts'
import { ask } from './ask.ts'
import { afterTools, asking, contentsOf, named, partOf, picturesOf, textPart, URL_PICTURE, withContent, withMessages } from './bodies.ts'
import { PAIRS, PATHS, type Dialect, type Pair } from './miniature/dialect.ts'
import { faultsOfArrival } from './judge.ts'
import { startMiniature } from './miniature/miniature.ts'
import type { Value } from './miniature/value.ts'

const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const

/** What reaches the provider of a request; the kit must find nothing wrong with it. */
async function arrivalOf(pair: Pair, body: Value): Promise<Value> {
  await using provider = await startProvider()
  await using gateway = await startMiniature({ ...pair, upstream: provider.url })
  const { status, text } = await ask(gateway.url, pair.inbound, body)
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' })
  expect(provider.arrivals).toHaveLength(1)
  const [arrival] = provider.arrivals
  expect(arrival!.path).toBe(PATHS[pair.upstreamFormat])
  expect(faultsOfArrival(pair.upstreamFormat, arrival!)).toEqual([])
  return arrival!.body
}

describe.each(PAIRS)('a request on its way from $inbound to $upstreamFormat', (pair) => {
  const { inbound, upstreamFormat } = pair
  const isChat = inbound === 'openai-chat'

  test('keeps its pictures: bytes, media types, URLs, and their places between the texts', async () => {
    const pictures = [...TYPES.map((mediaType, mark) => named(mediaType, mark)), URL_PICTURE]
    const content = pictures.flatMap((picture, index) => [textPart(`Picture ${index}:`), partOf(inbound, picture)])
    const body = await arrivalOf(pair, withContent(inbound, [...content, textPart('Which is it?')]))
    expect(contentsOf(body)).toEqual([...pictures.flatMap((picture, index) => [`Picture ${index}:`, picture]), 'Which is it?'])
  })

  test('keeps the turns of the conversation and the system prompt', async () => {
    const system = isChat ? [] : { system: 'Be brief.' }
    const turns = [
      { role: 'user', content: [partOf(inbound, named('image/png')), textPart('What?')] },
      { role: 'assistant', content: 'A disc.' },
      { role: 'user', content: 'Sure?' },
    ]
    const body = await arrivalOf(pair, isChat ? withMessages(inbound, [{ role: 'system', content: 'Be brief.' }, ...turns]) : withMessages(inbound, turns, system as Value))
    const all = upstreamFormat === 'openai-chat' ? ['Be brief.'] : []
    expect(contentsOf(body)).toEqual([...all, named('image/png'), 'What?', 'A disc.', 'Sure?'])
    if (upstreamFormat === 'anthropic-messages') expect(body.system).toBe('Be brief.')
  })

  test('keeps the pictures that tools returned', async () => {
    const first = [textPart('Two:'), partOf(inbound, named('image/png', 1)), partOf(inbound, named('image/jpeg', 2))]
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...pair, upstream: provider.url })
    expect((await ask(gateway.url, inbound, afterTools(inbound, first, 'None.'))).status).toBe(200)
    const [arrival] = provider.arrivals
    expect(picturesOf(arrival!.body)).toEqual([named('image/png', 1), named('image/jpeg', 2)])
    expect(contentsOf(arrival!.body).filter((text) => !text.startsWith('image/'))).toEqual(['Look.', 'Two:', 'None.', 'And now?'])
    // OpenAI itself takes no pictures of tools, whatever the gateway is: that stays for it to say.
    const expected = isChat && upstreamFormat === 'openai-chat' ? [/^image-role\/tool/, /^image-role\/tool/] : []
    expect(faultsOfArrival(upstreamFormat, arrival!)).toEqual(expected.map((name) => expect.stringMatching(name)))
  })

  test('keeps its limit, temperature, stops and tools', async () => {
    const stop = isChat ? { max_completion_tokens: 9, stop: ['END'] } : { max_tokens: 9, stop_sequences: ['END'] }
    const { tools } = afterTools(inbound, [], '')
    const choice = isChat ? 'required' : { type: 'any' }
    const body = await arrivalOf(pair, asking(inbound, [URL_PICTURE], { ...stop, tools, tool_choice: choice, top_p: 0.5 }))
    const kept = upstreamFormat === 'openai-chat'
      ? { max_completion_tokens: 9, stop: ['END'], tool_choice: 'required' }
      : { max_tokens: 9, stop_sequences: ['END'], tool_choice: { type: 'any' } }
    expect(body).toMatchObject({ ...kept, top_p: 0.5, tools: afterTools(upstreamFormat, [], '').tools })
  })

  test('carries the key in the way of the provider', async () => {
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...pair, upstream: provider.url })
    await ask(gateway.url, inbound, asking(inbound, [URL_PICTURE]))
    const expected = upstreamFormat === 'openai-chat' ? { authorization: 'Bearer k' } : { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' }
    expect(provider.arrivals[0]!.headers).toMatchObject(expected)
  })
})

describe('a request', () => {
  const toChat = { inbound: 'anthropic-messages', upstreamFormat: 'openai-chat' } as const
  const toMessages = { inbound: 'openai-chat', upstreamFormat: 'anthropic-messages' } as const

  test('keeps the detail of its pictures on the way to OpenAI, and loses it on the way to Anthropic', async () => {
    const body = withContent('openai-chat', [partOf('openai-chat', URL_PICTURE, { detail: 'low' }), textPart('What?')])
    expect(JSON.stringify(await arrivalOf({ inbound: 'openai-chat', upstreamFormat: 'openai-chat' }, body))).toContain('"detail":"low"')
    expect(JSON.stringify(await arrivalOf(toMessages, body))).not.toContain('detail')
  })

  test('gets no detail on the way from Anthropic, and loses its cache marks', async () => {
    const block = partOf('anthropic-messages', URL_PICTURE, { cache_control: { type: 'ephemeral' } })
    const text = JSON.stringify(await arrivalOf(toChat, withContent('anthropic-messages', [block, textPart('What?')])))
    expect(text).not.toMatch(/detail|cache_control/)
  })

  test('puts the pictures of a tool behind its message on the way to OpenAI', async () => {
    const { messages } = await arrivalOf(toChat, afterTools('anthropic-messages', [partOf('anthropic-messages', URL_PICTURE)], 'None.'))
    expect(messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', function: { name: 'look', arguments: '{"at":1}' } }, { id: 'call_2' }] },
      { role: 'tool', tool_call_id: 'call_1', content: 'See the following message.' },
      { role: 'tool', tool_call_id: 'call_2', content: 'None.' },
      { role: 'user', content: [partOf('openai-chat', URL_PICTURE), textPart('And now?')] },
    ])
  })

  test('puts the results of one turn into one message on the way to Anthropic', async () => {
    const { messages } = await arrivalOf(toMessages, afterTools('openai-chat', [partOf('openai-chat', URL_PICTURE)], 'None.'))
    expect(messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', input: { at: 1 } }, { type: 'tool_use' }] },
      { role: 'user', content: [{ type: 'tool_result', content: [partOf('anthropic-messages', URL_PICTURE)] }, { type: 'tool_result', content: 'None.' }] },
      { role: 'user' },
    ])
  })

  test('calls a JPEG what Anthropic calls it', async () => {
    const picture = named('image/jpeg').replace('image/jpeg', 'IMAGE/JPG')
    expect(picturesOf(await arrivalOf(toMessages, asking('openai-chat', [picture])))).toEqual([named('image/jpeg')])
  })

  test.each<[Dialect, string, unknown]>([
    ['openai-chat', 'a file', { type: 'file', file: { file_id: 'file-1' } }],
    ['anthropic-messages', 'a document', { type: 'document', source: { type: 'url', url: 'https://example.com/a.pdf' } }],
    ['anthropic-messages', 'a picture by id', { type: 'image', source: { type: 'file', file_id: 'file_1' } }],
  ])('of %s is turned down where it holds %s that cannot be converted', async (inbound, _, part) => {
    await using provider = await startProvider()
    await using gateway = await startMiniature({ ...(inbound === 'openai-chat' ? toMessages : toChat), upstream: provider.url })
    expect((await ask(gateway.url, inbound, withContent(inbound, [part, textPart('What?')]))).status).toBe(400)
    expect(provider.arrivals).toEqual([])
  })
})
