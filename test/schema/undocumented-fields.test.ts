import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { undocumentedFields } from '../../src/schema/index.ts'
import { chatBody, chatMessage, userBlocks } from './requests.ts'

function pathsOf(format: FormatId, body: unknown): string[] {
  return [...undocumentedFields(format, body)].map(({ path }) => path)
}

describe('undocumentedFields', () => {
  test('tells where the key is and which names are documented there', () => {
    const body = chatMessage('user', [{ type: 'image_url', image_url: { url: '', 'media/type': 'image/png' } }])
    expect([...undocumentedFields('openai-chat', body)]).toEqual([
      {
        pointer: '/messages/0/content/0/image_url/media~1type',
        name: 'media/type',
        known: ['url', 'detail'],
        path: 'messages[].content[].image_url.media/type',
      },
    ])
  })

  test('knows the fields of the part type at hand only', () => {
    const body = chatMessage('user', [
      { type: 'text', text: '', fps: 2 },
      { type: 'video_url', video_url: { url: '' }, fps: 2 },
    ])
    expect([...undocumentedFields('openai-chat', body)]).toMatchObject([
      { pointer: '/messages/0/content/0/fps', known: ['type', 'text', 'prompt_cache_breakpoint'] },
    ])
  })

  test('knows the fields of the role at hand only', () => {
    expect(pathsOf('openai-chat', chatMessage('user', '', { tool_call_id: 'x' }))).toEqual(['messages[].tool_call_id'])
  })

  test('looks into tool results', () => {
    const source = { type: 'base64', mediaType: 'image/png', data: '' }
    const result = { type: 'tool_result', tool_use_id: 'x', content: [{ type: 'image', source }] }
    expect(pathsOf('anthropic-messages', userBlocks(result))).toEqual([
      'messages[].content[].content[].source.mediaType',
    ])
  })

  test('looks into the object branch of a field that may also be text', () => {
    expect(
      pathsOf('openai-chat', chatBody({ tool_choice: { type: 'function', function: { name: '', id: '' } } })),
    ).toEqual(['tool_choice.function.id'])
  })

  test('looks into the values of a map, whose keys are free', () => {
    const tools = [{ type: 'browser_toolset_20260801', configs: { find: { enabled: true, on: true } } }]
    expect(pathsOf('anthropic-messages', { messages: [], tools })).toEqual(['tools[].configs.*.on'])
  })

  test.each<[string, FormatId, unknown]>([
    ['metadata', 'openai-chat', chatBody({ metadata: { any: 'thing' } })],
    [
      'parameters',
      'openai-chat',
      chatBody({ tools: [{ type: 'function', function: { name: '', parameters: { any: {} } } }] }),
    ],
    [
      'input_schema',
      'anthropic-messages',
      { messages: [], tools: [{ name: '', input_schema: { $defs: { any: {} } } }] },
    ],
    ['input', 'anthropic-messages', userBlocks({ type: 'tool_use', id: '', name: '', input: { any: { thing: [] } } })],
  ])('takes any key in %s', (_name, format, body) => {
    expect(pathsOf(format, body)).toEqual([])
  })

  test.each<[string, unknown]>([
    ['an unknown tag', chatMessage('user', [{ type: 'image', source: {} }])],
    ['no tag', chatMessage('user', [{ url: '' }])],
    ['an array for an object', chatMessage('user', [{ type: 'image_url', image_url: [{ foo: 1 }] }])],
    ['an object for an array', chatBody({ messages: { foo: 1 } })],
    ['an object for a string', chatBody({ model: { foo: 1 } })],
    ['a body that is no object', null],
  ])('passes over %s', (_title, body) => {
    expect(pathsOf('openai-chat', body)).toEqual([])
  })

  test('goes through the body in its order, an object before what it holds', () => {
    const body = { ...(chatMessage('user', '', { z: 1, a: 1 }) as object), b: 1, zz: 1 }
    expect([...undocumentedFields('openai-chat', body)].map(({ pointer }) => pointer)).toEqual([
      '/b',
      '/zz',
      '/messages/0/z',
      '/messages/0/a',
    ])
  })
})
