import { atEach, edited, parsed, textOf, type Data, type RecordedEvent, type StreamMutation } from './recorded-events.ts'

/** The faults of streams of Messages. */
export const MESSAGES_MUTATIONS: readonly StreamMutation[] = [
  { fault: 'it starts twice', id: 'stream-grammar/order', apply: (events) => [textOf([events[0]!, ...events])] },
  {
    fault: 'an event is missing',
    id: 'stream-grammar/order',
    apply: (events) => atEach(events, ({ name }) => name !== 'ping' && name !== 'content_block_delta' && name !== 'message_stop', (before, _, after) => [...before, ...after]),
  },
  {
    fault: 'a delta comes behind the end of its block',
    id: 'stream-grammar/order',
    apply: (events) => atEach(events, ({ name }) => name === 'content_block_stop', (before, stop, after) => [...before, stop, before.findLast(isDelta) ?? stop, ...after]),
  },
  {
    fault: 'a delta comes behind message_stop',
    id: 'stream-grammar/order',
    apply: (events) => [textOf([...events, events.find(isDelta)!])],
  },
  { fault: 'message_stop is missing', id: 'stream-grammar/unterminated', apply: (events) => [textOf(events.slice(0, -1))] },
  { fault: 'it breaks off', id: 'stream-grammar/unterminated', apply: (events) => [textOf(events.slice(0, events.length >> 1)), textOf(events).slice(0, -40)] },
  {
    fault: 'an index is off by one',
    id: 'stream-grammar/index',
    apply: (events) => atEach(events, ({ data }) => parsed(data).index !== undefined, (before, event, after) => [...before, edited(event, (data) => (data.index! += 1)), ...after]),
  },
  {
    fault: 'an event has the name of another',
    id: 'stream-grammar/event-name',
    apply: (events) => atEach(events, () => true, (before, event, after) => [...before, { ...event, name: event.name === 'ping' ? 'pong' : 'ping' }, ...after]),
  },
  { fault: 'names are missing', id: 'stream-grammar/event-name', apply: (events) => [textOf(events.map(({ data }) => ({ data })))] },
  {
    fault: 'data is no JSON',
    id: 'stream-grammar/bad-json',
    apply: (events) => atEach(events, () => true, (before, event, after) => [...before, { ...event, data: event.data.slice(0, -1).trimEnd().slice(0, -1) }, ...after]),
  },
  {
    fault: 'a delta is of a kind that its block cannot take',
    id: 'stream-grammar/delta-mismatch',
    apply: (events) =>
      atEach(events, ({ data }) => data.includes('"text_delta"'), (before, event, after) => [
        ...before,
        edited(event, (data) => (data.delta = { type: 'thinking_delta', thinking: 'Hm.' })),
        ...after,
      ]),
  },
  { fault: 'there is no stop_reason', id: 'stream-grammar/finish-missing', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.delta!['stop_reason'] = null)) },
  { fault: 'the stop_reason is unknown', id: 'finish-reason/undocumented', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.delta!['stop_reason'] = 'because')) },
  { fault: '[DONE] comes behind the end', id: 'stream-grammar/stray-done', apply: (events) => [textOf([...events, { data: '[DONE]' }])] },
  {
    fault: 'the type is missing in the data',
    id: 'response-schema/required',
    apply: (events) => atEach(events, () => true, (before, event, after) => [...before, edited(event, (data) => delete data.type), ...after]),
  },
  { fault: 'a delta is missing in its event', id: 'response-schema/required', apply: (events) => editedWhere(events, 'content_block_delta', (data) => delete data.delta) },
  { fault: 'a text is a number', id: 'response-schema/type', apply: (events) => atEach(events, ({ data }) => data.includes('"text_delta"'), (before, event, after) => [...before, edited(event, (data) => (data.delta!['text'] = 7)), ...after]) },
  { fault: 'a count is negative', id: 'usage/negative', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.usage!['output_tokens'] = -1)) },
  { fault: 'it ends with an error', id: 'error-envelope/mid-stream', apply: (events) => [textOf([...events.slice(0, 3), { name: 'error', data: ERROR }])] },
]

const ERROR = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'

function isDelta({ name }: RecordedEvent): boolean {
  return name === 'content_block_delta'
}

function editedWhere(events: readonly RecordedEvent[], name: string, edit: (data: Data) => void): string[] {
  return atEach(events, (event) => event.name === name, (before, event, after) => [...before, edited(event, edit), ...after])
}
