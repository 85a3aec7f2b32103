import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extendProfile, PixpactError, validateRequest, validateResponse, validateStream, type HttpResponse, type ResponseOptions } from '../../src/index.ts'
import { CHAT, MESSAGES, START, textOf } from '../formats/streams.ts'

const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-5-nano',
  choices: [{ index: 0, message: { role: 'assistant', content: 'A cat.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 4 },
}
const message = {
  id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], stop_reason: 'end_turn', stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 2 },
}

const png = readFileSync('fixtures/images/red.png').toString('base64')
const request = {
  model: 'mimo-v2-omni',
  messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } }, { type: 'text', text: '?' }] }],
  max_completion_tokens: 16,
}

function thrown(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

describe('validateResponse', () => {
  test('gives findings of the side of the response, sorted, with their page', () => {
    const { choices: _, ...rest } = answer
    const { findings, valid, images, format, profile } = validateResponse({ status: 200, body: rest }, { profile: 'openai' })
    expect({ valid, images, format, profile }).toEqual({ valid: false, images: [], format: 'openai-chat', profile: 'openai' })
    expect(findings).toMatchObject([
      { ruleId: 'response-schema', messageId: 'required', severity: 'error', side: 'response', pointer: '', docs: 'docs/rules/response-schema.md' },
      { ruleId: 'usage', messageId: 'sum', severity: 'warning', side: 'response', pointer: '/usage/total_tokens', params: { total: 4, sum: 3 } },
    ])
  })

  test('tells line and column of text and bytes, and shows the place', () => {
    const text = JSON.stringify(answer, null, 2)
    const line = text.split('\n').findIndex((one) => one.includes('"total_tokens"')) + 1
    for (const body of [text, Buffer.from(text)]) {
      const [finding] = validateResponse({ status: 200, body }, { profile: 'openai' }).findings
      expect(finding).toMatchObject({ location: { line, column: 21 }, excerpt: { text: '"total_tokens": 4' } })
    }
    expect(validateResponse({ status: 200, body: answer }, { profile: 'openai' }).findings[0]!.location).toBeUndefined()
  })

  test('judges an event stream that is given whole, and tells the line of the event', () => {
    const body = textOf([START, '{"broken', ...CHAT.slice(1)])
    const { findings } = validateResponse({ status: 200, headers: { 'Content-Type': 'text/event-stream' }, body }, { profile: 'openai' })
    expect(findings).toMatchObject([{ ruleId: 'stream-grammar', messageId: 'bad-json', pointer: '/1', location: { line: 3, column: 8 }, excerpt: { text: '{"broken' } }])
  })

  test('knows an event stream without headers, also behind comments', () => {
    expect(validateResponse({ status: 200, body: `: PING\n\n${textOf(CHAT)}` }, { profile: 'openai' }).findings).toEqual([])
  })

  test.each<[what: string, body: unknown, format: string]>([
    ['a chat completion', answer, 'openai-chat'],
    ['a message', message, 'anthropic-messages'],
    ['an error of Messages', { type: 'error', error: { type: 'api_error', message: 'x' } }, 'anthropic-messages'],
    ['a stream of chunks', textOf(CHAT), 'openai-chat'],
    ['a stream of Messages', textOf(MESSAGES), 'anthropic-messages'],
    ['anything else', { a: 1 }, 'openai-chat'],
  ])('knows the format of %s by itself', (_, body, format) => {
    expect(validateResponse({ status: 200, body }, { profile: 'openai-compatible' }).format).toBe(format)
  })

  test.each<[what: string, options: ResponseOptions]>([
    ['the format', { format: 'anthropic-messages' }],
    ['the path', { path: '/v1/messages' }],
    ['the URL', { url: 'https://example.com/anthropic/v1/messages' }],
    ['the profile, when it has only one', { profile: 'anthropic' }],
    ['the request', { request: { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }], system: 'x' } }],
  ])('goes by %s rather than by what the answer looks like', (_, options) => {
    expect(validateResponse({ status: 200, body: answer }, options).format).toBe('anthropic-messages')
  })

  test('takes the profile of the host of the URL', () => {
    expect(validateResponse({ status: 200, body: answer }, { url: 'https://api.openai.com/v1/chat/completions' }).profile).toBe('openai')
  })

  test.each([301, 304, 100])('says nothing of status %i, and does not count it as judged', (status) => {
    expect(validateResponse({ status, body: '' })).toEqual({ valid: true, profile: 'shubiaobiao', skipped: true, images: [], findings: [] })
  })

  test('takes the request as its body, as text, or as the verdict on it', () => {
    const { usage: _, ...rest } = answer
    const body = { ...rest, usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }
    for (const given of [request, JSON.stringify(request), validateRequest(request)]) {
      expect(validateResponse({ status: 200, body }, { request: given }).findings).toMatchObject([{ ruleId: 'usage', messageId: 'missing-image-tokens' }])
    }
    expect(validateResponse({ status: 200, body }).findings).toEqual([])
    expect(validateResponse({ status: 200, body }, { request: { no: 'request' } }).findings).toEqual([])
  })

  test('takes what a profile of its own says of answers', () => {
    const responses = { required: { response: ['provider'], event: ['provider'] }, finishReasons: ['done'], countsReasoningApart: null }
    const profile = extendProfile({ extends: 'openai-compatible', id: 'own', formats: { 'openai-chat': { responses }, 'anthropic-messages': null } }, 'own.json')
    const idsOf = (body: unknown): string[] => validateResponse({ status: 200, body }, { profile }).findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)
    expect(idsOf(answer)).toEqual(['response-schema ', 'finish-reason /choices/0/finish_reason', 'usage /usage/total_tokens'])
    expect(idsOf(textOf([START, '[DONE]']))).toEqual(['response-schema /0'])
    expect(() => extendProfile({ extends: 'openai', id: 'own', formats: { 'openai-chat': { responses: { finishReason: [] } } } }, 'own.json')).toThrow('finishReasons')
  })

  test('sets levels as validateRequest does, and lets nothing pass that is no JSON', () => {
    expect(validateResponse({ status: 200, body: answer }, { profile: 'openai', rules: { usage: 'off' } }).findings).toEqual([])
    expect(validateResponse({ status: 200, body: answer }, { profile: 'openai', rules: { 'usage/sum': 'error' } }).valid).toBe(false)
    expect(thrown(() => validateResponse({ status: 200, body: 'x' }, { rules: { 'json/syntax': 'off' } }))).toMatchObject({ code: 'usage' })
  })

  test.each<[what: string, response: unknown, options: unknown, code: string]>([
    ['an unknown option', { status: 200 }, { headers: {} }, 'usage'],
    ['an unknown profile', { status: 200 }, { profile: 'opnai' }, 'unknown-profile'],
    ['a format that the profile does not take', { status: 200 }, { profile: 'openai', format: 'anthropic-messages' }, 'usage'],
    ['a status that is none', { status: 0 }, {}, 'usage'],
    ['a status that is a text', { status: '200' }, {}, 'usage'],
    ['no status', {}, {}, 'usage'],
    ['a body that was not read', new Response('{}'), {}, 'usage'],
    ['a body that JSON cannot hold', { status: 200, body: 1n }, {}, 'not-serialisable'],
  ])('throws for %s', (_, response, options, code) => {
    const error = thrown(() => validateResponse(response as HttpResponse, options as ResponseOptions))
    expect(error).toBeInstanceOf(PixpactError)
    expect(error).toMatchObject({ code })
  })

  test('keeps nothing of a long text, and still knows an error by it', () => {
    const long = 'x'.repeat(5000)
    const { findings } = validateResponse({ status: 200, body: { error: { message: long, type: 't', param: null, code: null } } }, { profile: 'openai' })
    expect(findings).toMatchObject([{ messageId: 'disguised', params: { message: 'x'.repeat(200) } }])
  })

  test('lets no answer tell a terminal what to do', () => {
    const { findings } = validateResponse({ status: 200, body: { error: { message: '\u001b[31mred\u202e' } } }, { profile: 'openai-compatible' })
    expect(findings[0]!.message).toContain('"\ufffd[31mred\ufffd"')
  })
})

describe('validateStream', () => {
  test('judges a stream of fetch while it comes', async () => {
    const { body } = new Response(textOf(CHAT))
    expect(await validateStream(body!, { profile: 'openai' })).toEqual({ valid: true, profile: 'openai', format: 'openai-chat', images: [], findings: [] })
  })

  test('puts characters together that a chunk of text cuts in two', async () => {
    const text = textOf([START, { ...START, choices: [{ index: 0, delta: { content: '🐈' }, finish_reason: 'stop' }] }, '[DONE]'])
    const at = text.indexOf('🐈') + 1
    expect((await validateStream([text.slice(0, at), text.slice(at)], { profile: 'openai' })).findings).toEqual([])
  })

  test('reports an event that is no UTF-8', async () => {
    const bytes = Buffer.from(textOf(CHAT))
    bytes[bytes.indexOf('ä')] = 0xff
    expect((await validateStream([bytes], { profile: 'openai' })).findings).toMatchObject([{ messageId: 'bad-json', pointer: '/2', params: { problem: 'it is not UTF-8 text' } }])
  })

  test('has a verdict on no chunks at all', async () => {
    expect((await validateStream([])).findings).toMatchObject([{ messageId: 'unterminated', pointer: '', location: { line: 1, column: 1 } }])
  })

  test('passes on what the chunks throw', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield textOf(CHAT.slice(0, 2))
      throw new TypeError('terminated')
    }
    await expect(validateStream(broken())).rejects.toThrow(new TypeError('terminated'))
  })

  test('throws for chunks that are neither bytes nor text, and for options that mean nothing', async () => {
    await expect(validateStream([1] as never)).rejects.toMatchObject({ code: 'usage' })
    await expect(validateStream([], { profil: 'x' } as never)).rejects.toMatchObject({ code: 'usage' })
  })
})
