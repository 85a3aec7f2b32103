import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeRequest, encodeRequest, PixpactError, type Change, type FormatId, type VisionRequest } from '../../src/index.ts'

const red = new Uint8Array(readFileSync('fixtures/images/red.png'))
const base64 = Buffer.from(red).toString('base64')

const request: VisionRequest = {
  model: 'mimo-v2-omni',
  system: 'Be brief.',
  turns: [
    { role: 'user', content: [{ type: 'image', data: red }, { type: 'image', url: 'https://example.com/a.png' }, { type: 'text', text: 'What?' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Discs.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Sure?' }] },
  ],
  maxOutputTokens: 100,
  stream: false,
}

function chat(url: string): object {
  return { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }, { type: 'text', text: '?' }] }] }
}

function messages(source: object): object {
  return { model: 'm', messages: [{ role: 'user', content: [{ type: 'image', source }, { type: 'text', text: '?' }] }] }
}

function told(changes: readonly Change[]): string[] {
  return changes.map(({ kind, pointer, message }) => `${kind} ${pointer}: ${message}`)
}

describe('decodeRequest', () => {
  test.each<FormatId>(['openai-chat', 'anthropic-messages'])('gives back what was encoded as %s', (format) => {
    const body = encodeRequest(request, format)
    expect(decodeRequest(body, format)).toEqual({ request, changes: [] })
    expect(decodeRequest(JSON.stringify(body, null, 2), format)).toEqual({ request, changes: [] })
    expect(decodeRequest(Buffer.from(`\ufeff${JSON.stringify(body)}`), format)).toEqual({ request, changes: [] })
  })

  test.each<[what: string, format: FormatId, body: object, changes: readonly string[]]>([
    [
      'every field that is carried nowhere', 'openai-chat',
      { ...chat('https://example.com/a.png'), temperature: 0.5, tools: [{ type: 'function' }], stop: null, metadata: {} },
      ['lost /temperature: "temperature" is not carried over.', 'lost /tools: "tools" is not carried over.', 'lost /metadata: "metadata" is not carried over.'],
    ],
    [
      'parts, messages and their fields', 'openai-chat',
      {
        messages: [
          { role: 'user', name: 'ann', content: [{ type: 'text', text: '?', cache_control: { type: 'ephemeral' } }, { type: 'input_audio', input_audio: { data: '' } }, 'x'] },
          { role: 'assistant', content: null, tool_calls: [{ id: '1' }] },
          { role: 'tool', tool_call_id: '1', content: 'done' },
          { role: 'system', content: 'late' },
          7,
        ],
      },
      [
        'lost /messages/1: The assistant message holds neither text nor an image that can be read.',
        'lost /messages/0/name: "name" is not carried over.',
        'lost /messages/0/content/0/cache_control: "cache_control" is not carried over.',
        'lost /messages/0/content/1: The part of type "input_audio" is not carried over.',
        'lost /messages/0/content/2: "2" is not carried over.',
        'lost /messages/2: The message of role "tool" is not carried over.',
        'lost /messages/3: The message of role "system" is not carried over.',
        'lost /messages/4: "4" is not carried over.',
      ],
    ],
    [
      'the images that go with a tool result', 'anthropic-messages',
      {
        messages: [
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: '1', content: [{ type: 'image', source: {} }, { type: 'image', source: {} }] }, { type: 'text', text: '?' }] },
        ],
      },
      ['lost /messages/0/content/0: The part of type "tool_result" is not carried over. 2 images go with it.'],
    ],
    ['an image in a file of the vendor', 'anthropic-messages', messages({ type: 'file', file_id: 'f' }), ['lost /messages/0/content/0: The part of type "image" is not carried over.']],
    [
      'base64 that cannot be read', 'anthropic-messages', messages({ type: 'base64', media_type: 'image/png', data: 'ab*d' }),
      ['lost /messages/0/content/0: The image cannot be read: character 3 of its base64 text is none of base64.'],
    ],
    ['a data URL without base64', 'openai-chat', chat('data:image/png,abc'), ['lost /messages/0/content/0: The image cannot be read: its data URL does not say that it is base64.']],
    ['an empty data URL', 'openai-chat', chat('data:image/png;base64,'), ['lost /messages/0/content/0: The image cannot be read: its base64 text is empty.']],
    [
      'a wrong media type', 'anthropic-messages', messages({ type: 'base64', media_type: 'image/jpg', data: base64 }),
      ['changed /messages/0/content/0/source/media_type: The media type image/jpg becomes image/png, which the bytes are.'],
    ],
    [
      'a parameter, line breaks and URL-safe letters in a data URL', 'openai-chat',
      chat(`data:image/png;charset=x;base64,${base64.slice(0, 40)}\n${base64.slice(40).replaceAll('+', '-')}`),
      [
        'changed /messages/0/content/0/image_url/url: The parameter "charset=x" of the data URL is taken off.',
        'changed /messages/0/content/0/image_url/url: The base64 text is written anew, as strict standard base64.',
      ],
    ],
    [
      'a data URL prefix where none belongs', 'anthropic-messages', messages({ type: 'base64', media_type: 'image/png', data: `data:image/png;base64,${base64}` }),
      ['changed /messages/0/content/0/source/data: The data URL prefix is taken off.'],
    ],
    [
      'what is done to the system prompt', 'openai-chat',
      { messages: [{ role: 'developer', content: 'A' }, { role: 'system', content: [{ type: 'text', text: 'B' }] }, { role: 'user', content: '?' }] },
      [
        'changed /messages/1/content: The texts of the system prompt are joined to one, with a blank line between them.',
        'changed /messages/0/role: The role "developer" becomes "system".',
      ],
    ],
    ['both names of the limit', 'openai-chat', { ...chat('https://example.com/a.png'), max_completion_tokens: 5, max_tokens: 6 }, ['lost /max_tokens: "max_tokens" is not carried over.']],
  ])('tells %s', (_, format, body, changes) => {
    expect(told(decodeRequest(body, format).changes)).toEqual(changes)
  })

  test('reads the bytes of base64 that is written loosely', () => {
    const loose = `${base64.slice(0, 40)} \n${base64.slice(40).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
    const { turns } = decodeRequest(messages({ type: 'base64', media_type: 'image/png', data: loose }), 'anthropic-messages').request
    expect(turns[0]!.content[0]).toEqual({ type: 'image', data: red })
  })

  test('tells a property that stands twice', () => {
    const { request: read, changes } = decodeRequest('{"model": "a", "model": "b", "messages": []}', 'openai-chat')
    expect(read).toEqual({ model: 'b', turns: [] })
    expect(told(changes)).toEqual(['lost /model: The property stands twice; all but the last are lost.'])
  })

  test('keeps to what the body itself has', () => {
    const { request: read, changes } = decodeRequest('{"__proto__": {"model": "x"}, "messages": [{"role": "user", "content": "?", "__proto__": {"a": 1}}]}', 'openai-chat')
    expect(read).toEqual({ turns: [{ role: 'user', content: [{ type: 'text', text: '?' }] }] })
    expect(changes.map(({ pointer }) => pointer)).toEqual(['/__proto__', '/messages/0/__proto__'])
  })

  test.each([
    ['no JSON', '{"messages": [}', 'The body is not JSON: unexpected character at line 1, column 15.'],
    ['an array', [], 'The body is no object with "messages".'],
    ['no bytes', new Uint8Array(), 'The body is not JSON: empty'],
  ])('throws not-a-request for %s', (_, body, message) => {
    let thrown: unknown
    try {
      decodeRequest(body, 'openai-chat')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(PixpactError)
    expect(thrown).toMatchObject({ code: 'not-a-request', message: expect.stringContaining(message) as string })
  })
})
