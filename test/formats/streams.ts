/** Small streams of both formats, to be taken apart. */

export type Value = Record<string, unknown>

/** A named event, as Messages has them, or the data of one without a name. */
export type Event = Value | string | readonly [name: string, data: Value]

export function textOf(events: readonly Event[]): string {
  return events.map((event) => (isNamed(event) ? `event: ${event[0]}\ndata: ${JSON.stringify(event[1])}\n\n` : `data: ${dataOf(event)}\n\n`)).join('')
}

function isNamed(event: Event): event is readonly [name: string, data: Value] {
  return Array.isArray(event)
}

function dataOf(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data)
}

/** A chunk of Chat Completions for one choice, or for none. */
export function chunk(delta?: Value, finish: string | null = null, more: Value = {}): Value {
  const choices = delta === undefined ? [] : [{ index: 0, delta, finish_reason: finish }]
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-5-nano', choices, ...more }
}

export const START: Value = chunk({ role: 'assistant', content: '' })
export const FINISH: Value = chunk({}, 'stop')
export const USAGE: Value = chunk(undefined, null, { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } })
export const CHAT: readonly Event[] = [START, chunk({ content: 'A ' }), chunk({ content: 'cät.' }), FINISH, USAGE, '[DONE]']

function named(type: string, fields: Value = {}): Event {
  return [type, { type, ...fields }]
}

export const MESSAGE_START: Event = named('message_start', {
  message: {
    id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5', content: [], stop_reason: null, stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  },
})
export const MESSAGE_DELTA: Event = named('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } })
export const MESSAGE_STOP: Event = named('message_stop')
export const PING: Event = named('ping')

export function blockStart(index = 0, block: Value = { type: 'text', text: '' }): Event {
  return named('content_block_start', { index, content_block: block })
}

export function blockDelta(index = 0, delta: Value = { type: 'text_delta', text: 'cät' }): Event {
  return named('content_block_delta', { index, delta })
}

export function blockStop(index = 0): Event {
  return named('content_block_stop', { index })
}

/** Two blocks, so that there is a place between them. */
export const MESSAGES: readonly Event[] = [
  MESSAGE_START, blockStart(), PING, blockDelta(), blockDelta(), blockStop(), blockStart(1), blockDelta(1), blockStop(1), MESSAGE_DELTA, MESSAGE_STOP,
]
