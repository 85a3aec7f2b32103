import type { ResponseProfile } from './response-profile.ts'

// What the answers of each vendor always hold, by its documents and by all that was recorded of it.

/**
 * https://github.com/openai/openai-openapi (2026-08-21), less what it calls required and recorded answers do not have, such as
 * `logprobs`.
 */
export const OPENAI_RESPONSES: ResponseProfile = {
  required: {
    response: ['object', 'created', 'usage', 'choices[].finish_reason', 'choices[].message.content'],
    event: ['id', 'object', 'created', 'choices[].finish_reason'],
    error: ['error.type', 'error.param', 'error.code'],
  },
  finishReasons: ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'],
}

/** The same for a gateway of which nothing is known; xAI and Inception count reasoning apart. */
export const COMPATIBLE_CHAT_RESPONSES: ResponseProfile = {
  finishReasons: OPENAI_RESPONSES.finishReasons!,
  countsReasoningApart: true,
}

const CLAUDE_STOP_REASONS = [
  'end_turn', 'max_tokens', 'stop_sequence', 'tool_use', 'pause_turn', 'refusal', 'model_context_window_exceeded',
] as const

/** https://platform.claude.com/docs/en/api/messages, and 322 recorded answers. */
export const CLAUDE_RESPONSES: ResponseProfile = {
  required: { response: ['stop_sequence'], event: ['message.stop_reason', 'message.stop_sequence'] },
  finishReasons: CLAUDE_STOP_REASONS,
}

export const COMPATIBLE_MESSAGES_RESPONSES: ResponseProfile = { finishReasons: CLAUDE_STOP_REASONS }

/**
 * https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03), and recorded streams, in which `id` is left out.
 */
export const MIMO_CHAT_RESPONSES: ResponseProfile = {
  required: {
    response: ['object', 'created', 'usage', 'choices[].finish_reason', 'choices[].message.content'],
    event: ['object', 'created', 'choices[].finish_reason'],
  },
  finishReasons: ['stop', 'length', 'tool_calls', 'content_filter', 'repetition_truncation'],
  reportsImageTokens: true,
}

/**
 * https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03). Its errors have one envelope in both formats, and
 * so have those that a gateway of the new-api family makes before it knows the format.
 */
export const MIMO_MESSAGES_RESPONSES: ResponseProfile = {
  finishReasons: ['end_turn', 'max_tokens', 'tool_use', 'content_filter', 'repetition_truncation'],
  errorEnvelopes: ['anthropic-messages', 'openai-chat'],
  reportsImageTokens: true,
}
