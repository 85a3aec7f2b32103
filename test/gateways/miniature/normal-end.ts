import type { Dialect } from './dialect.ts'
import { frameOf, valueIn, type Frame } from './frames.ts'

/** What would end a stream well of which this was written. */
export function normalEnd(dialect: Dialect, written: readonly Frame[]): readonly Frame[] {
  return dialect === 'openai-chat' ? endOfChunks(written) : endOfEvents(written)
}

function endOfChunks(written: readonly Frame[]): readonly Frame[] {
  const last = valueIn(written.at(-1) ?? { data: '{}' })
  const { id = 'none', created = 0, model = 'none' } = last
  const choices = [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }]
  return [frameOf('openai-chat', { id, object: 'chat.completion.chunk', created, model, choices }), { data: '[DONE]' }]
}

function endOfEvents(written: readonly Frame[]): readonly Frame[] {
  const blocks = written.map(valueIn).filter(({ type }) => type === 'content_block_start' || type === 'content_block_stop')
  const open = blocks.at(-1)
  const delta = { stop_reason: 'end_turn', stop_sequence: null }
  return [
    ...(open?.type === 'content_block_start' ? [{ type: 'content_block_stop', index: open.index }] : []),
    { type: 'message_delta', delta, usage: { output_tokens: 0 } },
    { type: 'message_stop' },
  ].map((event) => frameOf('anthropic-messages', event))
}
