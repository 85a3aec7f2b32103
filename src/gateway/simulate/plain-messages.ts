import { jsonAnswer, streamAnswer, type Answer } from '../answer.ts'
import type { Identity } from './identity.ts'
import { piecesOf, type Ending, type Reply, type TokenCounts } from './reply.ts'
import type { Seen } from './seen.ts'

// Shapes after https://platform.claude.com/docs/en/api/messages, for profiles that are not MiMo's.

const STOP_REASONS: Readonly<Record<Ending, string>> = { done: 'end_turn', limit: 'max_tokens', filtered: 'refusal' }

/** An answer as Anthropic documents it, whole. */
export function plainMessage({ model }: Seen, { text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const end = { stop_reason: STOP_REASONS[ending], stop_sequence: null }
  return jsonAnswer(200, { ...messageOf(model, hex), content: [{ type: 'text', text }], ...end, usage: usageOf(tokens, tokens.completion) })
}

/** The same as a stream. */
export function plainMessageStream({ model }: Seen, { text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const message = { ...messageOf(model, hex), content: [], stop_reason: null, stop_sequence: null, usage: usageOf(tokens, 1) }
  const events = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...piecesOf(text).map((piece) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: STOP_REASONS[ending], stop_sequence: null }, usage: { output_tokens: tokens.completion } },
    { type: 'message_stop' },
  ]
  return streamAnswer(events.map((data) => ({ event: data.type, data })))
}

function messageOf(model: string, hex: string): object {
  return { id: `msg_${hex.slice(0, 24)}`, type: 'message', role: 'assistant', model }
}

function usageOf({ prompt, cached }: TokenCounts, output: number): object {
  return { input_tokens: prompt - cached, cache_creation_input_tokens: 0, cache_read_input_tokens: cached, output_tokens: output, service_tier: 'standard' }
}
