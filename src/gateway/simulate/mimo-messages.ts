import { jsonAnswer, streamAnswer, type Answer } from '../answer.ts'
import type { Identity } from './identity.ts'
import { piecesOf, type Ending, type Reply, type TokenCounts } from './reply.ts'
import type { Seen } from './seen.ts'

// Shapes after https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03), and streams recorded of it.

const STOP_REASONS: Readonly<Record<Ending, string>> = { done: 'end_turn', limit: 'max_tokens', filtered: 'content_filter' }

/** MiMo's answer on Messages, whole: the text stands before the thinking. */
export function mimoMessage({ model, thinks }: Seen, { reasoning, text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const content = [{ type: 'text', text }, ...(thinks ? [{ type: 'thinking', thinking: reasoning, signature: '' }] : [])]
  return jsonAnswer(200, { id: hex, type: 'message', role: 'assistant', model, stop_reason: STOP_REASONS[ending], content, usage: usageOf(tokens) })
}

/** The same as a stream: the thinking comes before the text, and the id has a prefix. */
export function mimoMessageStream({ model, thinks }: Seen, { reasoning, text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const message = { id: `msg_${hex.slice(0, 24)}`, type: 'message', role: 'assistant', model, content: [], usage: { input_tokens: 0, output_tokens: 0 } }
  const thinking = [...piecesOf(reasoning).map((piece) => ({ type: 'thinking_delta', thinking: piece })), { type: 'signature_delta', signature: '' }]
  const texts = piecesOf(text).map((piece) => ({ type: 'text_delta', text: piece }))
  const events = [
    { type: 'message_start', message },
    ...(thinks ? block(0, { type: 'thinking', thinking: '' }, thinking) : []),
    ...block(thinks ? 1 : 0, { type: 'text', text: '' }, texts),
    { type: 'message_delta', delta: { stop_reason: STOP_REASONS[ending] }, usage: usageOf(tokens) },
    { type: 'message_stop' },
  ]
  return streamAnswer(events.map((data) => ({ event: data.type, data })))
}

interface Event extends Readonly<Record<string, unknown>> {
  readonly type: string
}

function block(index: number, start: object, deltas: readonly object[]): Event[] {
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', delta, index })),
    { type: 'content_block_stop', index },
  ]
}

/** Input tokens exclude what is cached; images have no count of their own. */
function usageOf({ prompt, cached, completion }: TokenCounts): object {
  return { input_tokens: prompt - cached, output_tokens: completion, cache_read_input_tokens: cached }
}
