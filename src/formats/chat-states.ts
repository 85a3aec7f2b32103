import type { BreachId } from './stream-event.ts'

/** Where one choice of a stream of Chat Completions can be. A chunk begins it, and a finish_reason ends it. */
export type ChoiceState = 'unbegun' | 'begun' | 'ended'

/** What a chunk brings for a choice. */
export type ChoiceEvent = 'role' | 'role and content' | 'content' | 'nothing'

/** What is wrong with an event in a state; `undefined` where it may come. Which of this a vendor keeps to, the levels of its profile say. */
export const TURNS: Readonly<Record<ChoiceState, Readonly<Record<ChoiceEvent, BreachId | undefined>>>> = {
  unbegun: { role: undefined, 'role and content': undefined, content: 'role-missing', nothing: 'role-missing' },
  begun: { role: 'role-repeated', 'role and content': 'role-repeated', content: undefined, nothing: undefined },
  ended: { role: 'after-finish', 'role and content': 'order', content: 'order', nothing: 'after-finish' },
}

/** What of a delta is content. */
export const CONTENT_FIELDS: readonly string[] = ['content', 'reasoning_content', 'reasoning', 'refusal', 'tool_calls']

/** Where the whole stream can be, and what may still come there. */
export const STREAM_STATES = {
  running: { title: 'while choices run', next: 'a choice, usage or [DONE]' },
  counted: { title: 'behind the usage', next: '[DONE]' },
  done: { title: 'behind [DONE]', next: 'nothing' },
} as const

export type StreamState = keyof typeof STREAM_STATES
