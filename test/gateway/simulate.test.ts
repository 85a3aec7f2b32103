import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { testCard } from '../../src/index.ts'
import { ask, chat, CHAT_PATH, eventsIn, messages, MESSAGES_PATH, PNG, pngOf, URL_IMAGE } from './requests.ts'

const digest = (base64: string): string => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex').slice(0, 8)

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

describe('the simulated MiMo', () => {
  test('names each image that arrived, in its order: type, pixels, bytes, digest; or the URL', async () => {
    const large = pngOf(100_001)
    const { json } = await ask(gateway.url + CHAT_PATH, chat([large, URL_IMAGE, PNG]))
    expect(json.choices[0]!.message.content).toBe(
      [
        'I see 3 images:',
        `1. a PNG image of 96 × 96 pixels, 100,001 bytes, sha256 ${digest(large)}`,
        '2. an image at https://example.com/cat.png, which was not fetched',
        `3. a PNG image of 96 × 96 pixels, 381 bytes, sha256 ${digest(PNG)}`,
        'You wrote: What is this?',
      ].join('\n'),
    )
  })

  test.each([['Chat Completions', CHAT_PATH, chat], ['Messages', MESSAGES_PATH, messages]] as const)('reads the codes of test cards on %s, in their order', async (_, path, requestWith) => {
    const cards = [['K7Q2', 'image/webp'], ['4679', 'image/jpeg'], ['VWXY23', 'image/png']] as const
    const images = cards.map(([code, mediaType]) => testCard({ code, mediaType, seed: 5, bytes: 70_000 }).toString('base64'))
    const { text } = await ask(gateway.url + path, requestWith([...images, PNG], { thinking: { type: 'disabled' } }))
    expect(text).toContain('1. the test card K7Q2, a WebP image of 216 × 96 pixels, 70,000 bytes, sha256 ')
    expect(text.match(/\d\. the test card \w+/g)).toEqual(['1. the test card K7Q2', '2. the test card 4679', '3. the test card VWXY23'])
    expect(text).toContain('4. a PNG image of 96 × 96 pixels')
  })

  test('answers thousands of test cards without reading all of them', async () => {
    const card = testCard({ code: 'K7Q2', mediaType: 'image/gif' }).toString('base64')
    const { text } = await ask(gateway.url + CHAT_PATH, chat(Array<string>(1000).fill(card)))
    expect(text.match(/the test card K7Q2/g)).toHaveLength(100)
  })

  test('says so when no image arrived', async () => {
    const { json } = await ask(gateway.url + CHAT_PATH, chat([]))
    expect(json.choices[0]!.message.content).toBe('I see no images.\nYou wrote: What is this?')
  })

  test('answers Chat Completions in the documented shape, reasoning and image tokens included', async () => {
    const { status, json } = await ask(gateway.url + CHAT_PATH, chat([PNG], { thinking: { type: 'enabled' } }))
    expect(status).toBe(200)
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      choices: [{ finish_reason: 'stop', index: 0, message: { content: expect.any(String), role: 'assistant', tool_calls: null, reasoning_content: expect.any(String) } }],
      created: 1776850561,
      model: 'mimo-v2-omni',
      object: 'chat.completion',
      usage: {
        completion_tokens: expect.any(Number),
        prompt_tokens: 9 + 4,
        total_tokens: 13 + json.usage.completion_tokens,
        completion_tokens_details: { reasoning_tokens: 16 },
        prompt_tokens_details: { cached_tokens: 0, image_tokens: 9 },
      },
    })
  })

  test('leaves reasoning out when thinking is off, and the details of the prompt null when there is nothing to tell', async () => {
    const { json } = await ask(gateway.url + CHAT_PATH, chat([], { thinking: { type: 'disabled' } }))
    expect(json.choices[0]!.message).toEqual({ content: expect.any(String), role: 'assistant', tool_calls: null })
    expect(json.usage).toMatchObject({ completion_tokens_details: { reasoning_tokens: 0 }, prompt_tokens_details: null })
  })

  test('streams Chat Completions with all keys in each delta, reasoning first, usage unasked and last', async () => {
    const { text, headers } = await ask(gateway.url + CHAT_PATH, chat([PNG], { stream: true }))
    const events = eventsIn(text)
    const deltas = events.flatMap(({ choices }) => choices[0]?.delta ?? [])
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(deltas[0]).toEqual({ content: '', role: 'assistant', tool_calls: null, reasoning_content: null })
    expect(deltas.every((delta) => Object.keys(delta).length === 4)).toBe(true)
    const firstText = deltas.findIndex(({ content }) => typeof content === 'string' && content.length > 0)
    expect(deltas.findLastIndex(({ reasoning_content: reasoning }) => reasoning !== null)).toBeLessThan(firstText)
    expect(events.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }], usage: null })
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens_details: { image_tokens: 9 } } })
    expect(new Set(events.map(({ id }) => id)).size).toBe(1)
  })

  test('answers Messages with the text before the thinking', async () => {
    const { json } = await ask(gateway.url + MESSAGES_PATH, messages([PNG], { system: 'A system prompt.' }))
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      type: 'message',
      role: 'assistant',
      model: 'mimo-v2-omni',
      stop_reason: 'end_turn',
      content: [
        { type: 'text', text: expect.stringContaining('a PNG image') },
        { type: 'thinking', thinking: expect.any(String), signature: '' },
      ],
      // Input excludes what is cached.
      usage: { input_tokens: 13, output_tokens: expect.any(Number), cache_read_input_tokens: 4 },
    })
  })

  test('streams Messages with the thinking before the text, under another id', async () => {
    const { text } = await ask(gateway.url + MESSAGES_PATH, messages([PNG], { stream: true }))
    const events = eventsIn(text)
    expect(events[0]).toMatchObject({ message: { id: expect.stringMatching(/^msg_[0-9a-f]{24}$/), usage: { input_tokens: 0, output_tokens: 0 } } })
    const starts = events.filter(({ type }) => type === 'content_block_start')
    expect(starts.map(({ index, content_block: block }) => [index, block.type])).toEqual([[0, 'thinking'], [1, 'text']])
    expect(text.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n')).toBe(true)
  })

  test.each([[CHAT_PATH, chat], [MESSAGES_PATH, messages]])('streams at %s the same text as it answers whole', async (path, body) => {
    const whole = (await ask(gateway.url + path, body([PNG, URL_IMAGE]))).text
    const events = eventsIn((await ask(gateway.url + path, body([PNG, URL_IMAGE], { stream: true }))).text)
    const streamed = events.map((event) => (event.choices ? event.choices[0]?.delta.content : event.delta?.text) ?? '').join('')
    expect(whole).toContain(JSON.stringify(streamed).slice(1, -1))
  })

  test('counts cached tokens, which are those of the system prompt, among prompt tokens on Chat Completions', async () => {
    const { messages: asked } = chat([PNG]) as { messages: object[] }
    const { json } = await ask(gateway.url + CHAT_PATH, chat([], { messages: [{ role: 'system', content: 'A system prompt.' }, ...asked] }))
    expect(json.usage).toMatchObject({ prompt_tokens: 9 + 4 + 4, prompt_tokens_details: { cached_tokens: 4, image_tokens: 9 } })
  })

  test.each([
    [1, { content: '', reasoning_content: 'The ' }],
    [18, { content: 'I see 1 ', reasoning_content: 'The request holds 1 image. I name what arrived, in its order.' }],
  ])('stops after %i tokens, of which reasoning takes the first', async (limit, told) => {
    const { json } = await ask(gateway.url + CHAT_PATH, chat([PNG], { max_completion_tokens: limit }))
    expect(json.choices[0]).toMatchObject({ finish_reason: 'length', message: told })
    expect(json.usage.completion_tokens).toBe(limit)
  })

  test('answers in JSON where JSON is asked for', async () => {
    const { json } = await ask(gateway.url + CHAT_PATH, chat([PNG], { response_format: { type: 'json_object' } }))
    expect(JSON.parse(json.choices[0]!.message.content)).toEqual({ images: [expect.stringContaining(digest(PNG))] })
  })

  test('answers the same request the same, byte by byte, and another one under another id', async () => {
    const answers = [await ask(gateway.url + CHAT_PATH, chat([pngOf(50_000)])), await ask(gateway.url + CHAT_PATH, chat([pngOf(50_000)]))]
    const other = await ask(gateway.url + CHAT_PATH, chat([pngOf(50_000, 2)]))
    expect(answers[0]!.text).toBe(answers[1]!.text)
    expect(other.json.id).not.toBe(answers[0]!.json.id)
  })

  test('lists the models as documented', async () => {
    const response = await fetch(`${gateway.url}/v1/models`, { headers: { authorization: 'Bearer any' } })
    const { object, data } = (await response.json()) as { object: string; data: object[] }
    expect(object).toBe('list')
    expect(data).toContainEqual({ id: 'mimo-v2-omni', object: 'model', owned_by: 'xiaomi' })
  })
})

describe('other profiles', () => {
  test('are answered in the plain shape of the format', async () => {
    await using openai = await startGateway({ profile: 'openai' })
    const { json } = await ask(openai.url + CHAT_PATH, chat([PNG], { model: 'gpt-5.4' }), { authorization: 'Bearer any' })
    expect(json).toMatchObject({ id: expect.stringMatching(/^chatcmpl-/), choices: [{ message: { refusal: null, content: expect.stringContaining('PNG') } }] })
    await using anthropic = await startGateway({ profile: 'anthropic' })
    const answer = await ask(`${anthropic.url}/v1/messages`, messages([PNG], { model: 'claude-sonnet-5-5' }), { 'x-api-key': 'any' })
    expect(answer.json).toMatchObject({ id: expect.stringMatching(/^msg_/), content: [{ type: 'text' }], stop_sequence: null })
  })

  test('turn requests down in the envelope of their vendor', async () => {
    await using openai = await startGateway({ profile: 'openai' })
    const bare = await ask(openai.url + CHAT_PATH, chat([], { messages: [] }), { authorization: 'Bearer any' })
    expect(bare).toMatchObject({ status: 400, json: { error: { message: 'There are no messages.', type: 'invalid_request_error', param: null, code: null } } })
    await using anthropic = await startGateway({ profile: 'anthropic' })
    expect(await ask(`${anthropic.url}/v1/messages`, messages([]), { 'api-key': '' })).toMatchObject({
      status: 401,
      json: { type: 'error', error: { type: 'authentication_error', message: 'x-api-key header is required' }, request_id: expect.stringMatching(/^req_/) },
    })
    expect((await ask(anthropic.url + CHAT_PATH, chat([PNG]))).status).toBe(404)
  })
})
