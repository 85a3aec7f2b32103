import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { requestFaults, undocumentedFields } from '../../src/schema/index.ts'
import { chatBody, chatMessage, userBlocks } from './requests.ts'
import { cases } from '../cases.ts'

const formats: readonly FormatId[] = ['openai-chat', 'anthropic-messages']

/** JSON whose keys and tags are mostly those that the schemas look at. */
const nearRequest = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(
      null,
      true,
      0,
      1.5,
      '',
      'user',
      'assistant',
      'tool',
      'text',
      'image',
      'image_url',
      'tool_result',
      'base64',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'messages',
        'role',
        'content',
        'type',
        'source',
        'image_url',
        'url',
        'tools',
        'tool_choice',
        '0',
        '__proto__',
        'constructor',
        'a/b',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}))['value']

function nested(depth: number, wrap: (value: unknown) => unknown): unknown {
  let value: unknown = 'end'
  for (let level = 0; level < depth; level++) value = wrap(value)
  return value
}

describe.each(formats)('a hostile %s request', (format) => {
  test('is judged alike each time, without an exception', () => {
    fc.assert(
      fc.property(nearRequest, (body) => {
        expect(requestFaults(format, body)).toEqual(requestFaults(format, body))
        expect([...undocumentedFields(format, body)]).toEqual([...undocumentedFields(format, body)])
      }),
      cases(2000),
    )
  })

  test.each<[string, unknown]>([
    ['arrays', nested(10_000, (value) => [value])],
    ['objects', nested(10_000, (value) => ({ content: value, type: value }))],
    ['tool results', nested(10_000, (value) => userBlocks({ type: 'tool_result', tool_use_id: '', content: [value] }))],
    [
      'content',
      chatMessage(
        'user',
        nested(10_000, (value) => [value]),
      ),
    ],
    ['metadata', chatBody({ metadata: nested(10_000, (value) => ({ a: value })) })],
  ])('may be nested 10,000 levels deep: %s', (_title, body) => {
    expect(requestFaults(format, body)).toBeInstanceOf(Array)
    expect([...undocumentedFields(format, body)]).toBeInstanceOf(Array)
  })
})

describe('a request with keys that objects inherit', () => {
  const body: unknown = JSON.parse(
    '{"model":"x","messages":[],"__proto__":{"messages":1},"constructor":{},"toString":"x"}',
  )

  test('has them reported as any other key', () => {
    expect([...undocumentedFields('openai-chat', body)].map(({ pointer }) => pointer)).toEqual([
      '/__proto__',
      '/constructor',
      '/toString',
    ])
  })

  test('is not taken for a request that has them', () => {
    expect(requestFaults('openai-chat', body)).toEqual([])
    expect(requestFaults('openai-chat', chatMessage('constructor', ''))).toMatchObject([{ kind: 'enum' }])
    expect(requestFaults('openai-chat', chatMessage('user', [{ type: '__proto__' }]))).toMatchObject([{ kind: 'enum' }])
  })
})

describe('a request with very many faults', () => {
  const count = 200_000

  test('has each of them reported, in time that grows with their number', { timeout: 20_000 }, () => {
    const parts = Array.from({ length: count }, () => ({ type: 'text' }))
    expect(requestFaults('openai-chat', chatMessage('user', parts))).toHaveLength(count)
    const tools = Array.from({ length: count }, () => 1)
    const choice = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools } }
    expect(requestFaults('openai-chat', chatBody({ tool_choice: choice }))).toHaveLength(count)
  })

  test('has each unknown key reported', () => {
    const keys = Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]))
    expect([...undocumentedFields('openai-chat', chatBody(keys))]).toHaveLength(count)
  })
})
