import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { requestFaults } from '../../src/schema/index.ts'
import { chatCases, type FaultCase, messagesCases } from './fault-cases.ts'
import { chatBody, chatMessage, userBlocks } from './requests.ts'

const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
const source = { type: 'url', url: 'https://example.com/a.png' }

function check(format: FormatId): ({ body, faults }: FaultCase) => void {
  return ({ body, faults }) => {
    expect(requestFaults(format, body)).toEqual(faults)
  }
}

describe('one fault for chat completions', () => {
  test.each(chatCases)('$title', check('openai-chat'))
})

describe('one fault for Messages', () => {
  test.each(messagesCases)('$title', check('anthropic-messages'))
})

describe('no fault', () => {
  test.each<[string, FormatId, unknown]>([
    ['an image in a tool message', 'openai-chat', chatMessage('tool', [image], { tool_call_id: 'x' })],
    [
      'an answer of MiMo sent back',
      'openai-chat',
      chatMessage('assistant', '', { tool_calls: null, reasoning_content: '' }),
    ],
    ['a tool call without content', 'openai-chat', chatBody({ messages: [{ role: 'assistant', tool_calls: [] }] })],
    ['null where null is documented', 'openai-chat', chatBody({ stop: null, audio: null, metadata: null })],
    ['a key that no schema knows', 'openai-chat', chatBody({ chat_template_kwargs: { thinking: true } })],
    [
      'a media type that no vendor takes',
      'anthropic-messages',
      userBlocks({ type: 'image', source: { type: 'base64', media_type: 'x', data: '' } }),
    ],
    ['a body without model and max_tokens', 'anthropic-messages', { messages: [] }],
    ['a tool type of tomorrow', 'anthropic-messages', { messages: [], tools: [{ type: 'web_search_20991231' }] }],
    ['cache_control null', 'anthropic-messages', userBlocks({ type: 'image', source, cache_control: null })],
  ])('%s', (_title, format, body) => {
    expect(requestFaults(format, body)).toEqual([])
  })
})

describe('requestFaults', () => {
  test('cuts a long value short', () => {
    const [fault] = requestFaults('openai-chat', chatMessage('u'.repeat(1000), ''))
    expect(fault).toMatchObject({ kind: 'enum', value: `"${'u'.repeat(58)}…"` })
  })

  test('gives the faults of this call only', () => {
    requestFaults('openai-chat', {})
    expect(requestFaults('openai-chat', chatBody({}))).toEqual([])
  })
})
