/** Where a stream of Messages can be. */
export type State = 'start' | 'between' | 'block' | 'tail' | 'end' | 'failed'

/** Each state: its name for a sentence, and the events that may come there with the state that each leads to. */
export const STATES: Readonly<Record<State, { readonly title: string; readonly next: Readonly<Record<string, State>> }>> = {
  start: { title: 'at the beginning', next: { message_start: 'between', ping: 'start' } },
  between: { title: 'outside of any block', next: { content_block_start: 'block', message_delta: 'tail', ping: 'between' } },
  block: { title: 'inside of a block', next: { content_block_delta: 'block', content_block_stop: 'between', ping: 'block' } },
  tail: { title: 'behind message_delta', next: { message_delta: 'tail', message_stop: 'end', ping: 'tail' } },
  end: { title: 'behind message_stop', next: {} },
  failed: { title: 'behind an error', next: { ping: 'failed' } },
}

/** Where a stream goes on after an event that may not come where it came; where nothing is said, it stays where it is. */
export const LANDING: Readonly<Record<string, State>> = { content_block_start: 'block', message_delta: 'tail', message_stop: 'end' }

/** All events that have their place. Others are to be passed over, wherever they come: there will be new ones. */
export const EVENTS: ReadonlySet<string> = new Set(Object.values(STATES).flatMap(({ next }) => Object.keys(next)))

/** The deltas that a block can take, by its type; nothing is known of other blocks. */
export const DELTAS: Readonly<Record<string, readonly string[]>> = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  redacted_thinking: [],
  tool_use: ['input_json_delta'],
  server_tool_use: ['input_json_delta'],
}

/** The deltas of which it is known where they belong. */
export const KNOWN_DELTAS: ReadonlySet<string> = new Set(Object.values(DELTAS).flat())
