import { frameOf, frameText } from './miniature/frames.ts'
import type { Dialect } from './miniature/dialect.ts'
import type { Value } from './miniature/value.ts'

export const SAID: readonly string[] = ['I see a ', 'red disc.']

const CHAT_USAGE = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 }
const MESSAGES_USAGE = { input_tokens: 12, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }

const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1790000000, model: 'gpt-5.4' }
const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-5-5' }

/** Whole answers. */
export const WHOLE: Readonly<Record<Dialect, Value>> = {
  'openai-chat': {
    ...CHUNK,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: SAID.join(''), refusal: null, annotations: [] }, finish_reason: 'stop' }],
    usage: CHAT_USAGE,
  },
  'anthropic-messages': { ...MESSAGE, content: [{ type: 'text', text: SAID.join('') }], stop_reason: 'end_turn', stop_sequence: null, usage: MESSAGES_USAGE },
}

/** The same where the model calls a tool. */
export const CALLING: Readonly<Record<Dialect, Value>> = {
  'openai-chat': {
    ...WHOLE['openai-chat'],
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: null, refusal: null, tool_calls: [{ id: 'call_2', type: 'function', function: { name: 'look', arguments: '{"at":"it"}' } }] },
        finish_reason: 'tool_calls',
      },
    ],
  },
  'anthropic-messages': { ...WHOLE['anthropic-messages'], content: [{ type: 'tool_use', id: 'call_2', name: 'look', input: { at: 'it' } }], stop_reason: 'tool_use' },
}

const choices = (delta: Value, reason: string | null = null): readonly Value[] => [{ index: 0, delta, finish_reason: reason }]

/** A streamed answer: text, and the call of a tool behind it where `calls` says so. */
function chunks(calls: boolean): readonly Value[] {
  const call = (fields: Value): Value => ({ tool_calls: [{ index: 0, ...fields }] })
  const pieces = ['', '{"at":', '"it"}'].map((text, index) =>
    call(index === 0 ? { id: 'call_2', type: 'function', function: { name: 'look', arguments: text } } : { function: { arguments: text } }),
  )
  return [
    choices({ role: 'assistant', content: '', refusal: null }),
    ...SAID.map((content) => choices({ content })),
    ...(calls ? pieces.map((piece) => choices(piece)) : []),
    choices({}, calls ? 'tool_calls' : 'stop'),
  ].map((choice) => ({ ...CHUNK, choices: choice }))
}

function events(calls: boolean): readonly Value[] {
  const pieces = ['', '{"at":', '"it"}'].map((json) => ({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: json } }))
  const call = [
    { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'call_2', name: 'look', input: {} } },
    ...pieces,
    { type: 'content_block_stop', index: 1 },
  ]
  return [
    { type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null, stop_sequence: null, usage: { ...MESSAGES_USAGE, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...SAID.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    ...(calls ? call : []),
    { type: 'message_delta', delta: { stop_reason: calls ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: { output_tokens: 5 } },
    { type: 'message_stop' },
  ]
}

/** The events of a streamed answer. */
export function streamed(dialect: Dialect, { stream_options: options }: Value, calls: boolean): readonly string[] {
  if (dialect === 'anthropic-messages') return events(calls).map((event) => frameText(frameOf(dialect, event)))
  const counted = options === undefined ? [] : [{ ...CHUNK, choices: [], usage: CHAT_USAGE }]
  return [...chunks(calls), ...counted].map((chunk) => frameText(frameOf(dialect, chunk))).concat(frameText({ data: '[DONE]' }))
}

/** An error of this status, as the vendor writes it. */
export function failure(dialect: Dialect, type: string, message: string): Value {
  if (dialect === 'openai-chat') return { error: { message, type, param: null, code: null } }
  return { type: 'error', error: { type, message }, request_id: 'req_1' }
}
