import type { RecordedResponse } from './recorded-responses.ts'

/** An event of a recorded stream: its lines as they were, and its data where that is JSON. */
export interface RecordedEvent {
  readonly name?: string
  readonly data: string
}

/** One fault that is put into a stream. */
export interface StreamMutation {
  readonly fault: string
  readonly id: string
  /** The texts of the faulty streams; none where this one has nothing that could be broken like this. */
  readonly apply: (events: readonly RecordedEvent[], response: RecordedResponse) => readonly string[]
}

type Json = Record<string, any>

/** The events of a stream, without its comments. */
export function eventsOf(text: string): RecordedEvent[] {
  return text.replaceAll('\r\n', '\n').split(/\n\n+/).flatMap((block) => {
    const lines = block.split('\n')
    const field = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}:`))?.replace(/^\w+: ?/, '')
    const [name, data] = [field('event'), field('data')]
    return data === undefined ? [] : [{ ...(name !== undefined && { name }), data }]
  })
}

/** The text of a stream. */
export function textOf(events: readonly RecordedEvent[]): string {
  return events.map(({ name, data }) => `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`).join('')
}

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
    apply: (events) => atEach(events, ({ data }) => 'index' in JSON.parse(data), (before, event, after) => [...before, edited(event, (data) => data.index++), ...after]),
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
  { fault: 'there is no stop_reason', id: 'stream-grammar/finish-missing', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.delta.stop_reason = null)) },
  { fault: 'the stop_reason is unknown', id: 'finish-reason/undocumented', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.delta.stop_reason = 'because')) },
  { fault: '[DONE] comes behind the end', id: 'stream-grammar/stray-done', apply: (events) => [textOf([...events, { data: '[DONE]' }])] },
  {
    fault: 'the type is missing in the data',
    id: 'response-schema/required',
    apply: (events) => atEach(events, () => true, (before, event, after) => [...before, edited(event, (data) => delete data.type), ...after]),
  },
  { fault: 'a delta is missing in its event', id: 'response-schema/required', apply: (events) => editedWhere(events, 'content_block_delta', (data) => delete data.delta) },
  { fault: 'a text is a number', id: 'response-schema/type', apply: (events) => atEach(events, ({ data }) => data.includes('"text_delta"'), (before, event, after) => [...before, edited(event, (data) => (data.delta.text = 7)), ...after]) },
  { fault: 'a count is negative', id: 'usage/negative', apply: (events) => editedWhere(events, 'message_delta', (data) => (data.usage.output_tokens = -1)) },
  { fault: 'it ends with an error', id: 'error-envelope/mid-stream', apply: (events) => [textOf([...events.slice(0, 3), { name: 'error', data: ERROR }])] },
]

const ERROR = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'

function isDelta({ name }: RecordedEvent): boolean {
  return name === 'content_block_delta'
}

/** The faults of streams of Chat Completions. */
export const CHAT_MUTATIONS: readonly StreamMutation[] = [
  {
    fault: 'it starts twice',
    id: 'stream-grammar/role-repeated',
    apply: (events, { profile }) => (profile === 'openai' ? [textOf([events[0]!, ...events])] : []),
  },
  {
    fault: 'the start is missing',
    id: 'stream-grammar/role-missing',
    apply: (events) => {
      const [first, second] = [events[0]!, events[1]!].map(({ data }) => JSON.parse(data) as Json)
      return first!.choices[0]?.delta.role && second!.choices[0] && !second!.choices[0].delta.role && !second!.choices[0].finish_reason ? [textOf(events.slice(1))] : []
    },
  },
  {
    fault: 'content comes behind the finish_reason',
    id: 'stream-grammar/order',
    apply: (events) => {
      const content = events.find(({ data }) => isFilled(parsed(data).choices?.[0]?.delta?.content))
      return content === undefined ? [] : atEach(events, isFinish, (before, finish, after) => [...before, finish, content, ...after]).slice(0, 1)
    },
  },
  { fault: 'content comes behind [DONE]', id: 'stream-grammar/order', apply: (events) => (events.at(-1)!.data === '[DONE]' ? [textOf([...events, events[0]!])] : []) },
  { fault: '[DONE] is missing', id: 'stream-grammar/done-missing', apply: (events) => (isWhole(events) ? [textOf(events.slice(0, -1))] : []) },
  {
    fault: 'the finish_reason is missing',
    id: 'stream-grammar/finish-missing',
    apply: (events) => (isWhole(events) ? [textOf(events.map((event) => (isFinish(event) ? edited(event, (data) => (data.choices[0].finish_reason = null)) : event)))] : []),
  },
  {
    fault: 'it breaks off',
    id: 'stream-grammar/unterminated',
    apply: (events) => [textOf(events.slice(0, events.findIndex(isFinish) - 1)), textOf(events.slice(0, 2)).slice(0, -40)].filter((text) => text.length > 60),
  },
  {
    fault: 'an id is another',
    id: 'stream-grammar/mixed-id',
    apply: (events) =>
      atEach(events, ({ data }, at) => at > 0 && isFilled(parsed(data).id) && isFilled(parsed(events[0]!.data).id), (before, event, after) => [
        ...before,
        edited(event, (data) => (data.id = 'another')),
        ...after,
      ]),
  },
  {
    fault: 'data is no JSON',
    id: 'stream-grammar/bad-json',
    apply: (events) => atEach(events, ({ data }) => data !== '[DONE]', (before, event, after) => [...before, { data: event.data.slice(0, -1) }, ...after]),
  },
  {
    fault: 'a key is missing in a chunk',
    id: 'response-schema/required',
    apply: (events) =>
      ['choices', 'model'].flatMap((key) =>
        atEach(events, ({ data }) => key in parsed(data), (before, event, after) => [...before, edited(event, (data) => delete data[key]), ...after]),
      ),
  },
  {
    fault: 'a delta is a text',
    id: 'response-schema/type',
    apply: (events) => atEach(events, ({ data }) => parsed(data).choices?.length > 0, (before, event, after) => [...before, edited(event, (data) => (data.choices[0].delta = 'x')), ...after]),
  },
  {
    fault: 'the total is off by one',
    id: 'usage/sum',
    apply: (events) =>
      atEach(events, ({ data }) => typeof parsed(data).usage?.total_tokens === 'number', (before, event, after) => [
        ...before,
        edited(event, (data) => data.usage.total_tokens++),
        ...after,
      ]),
  },
  {
    fault: 'the finish_reason is unknown',
    id: 'finish-reason/undocumented',
    apply: (events) => atEach(events, isFinish, (before, event, after) => [...before, edited(event, (data) => (data.choices[0].finish_reason = 'because')), ...after]),
  },
  {
    fault: 'it ends with an error',
    id: 'error-envelope/mid-stream',
    apply: (events) => [textOf([...events.slice(0, 2), { data: '{"error":{"message":"Overloaded","type":"server_error","param":null,"code":null}}' }])],
  },
]

function isWhole(events: readonly RecordedEvent[]): boolean {
  return events.at(-1)!.data === '[DONE]' && events.some(isFinish)
}

function isFinish({ data }: RecordedEvent): boolean {
  return isFilled(parsed(data).choices?.[0]?.finish_reason)
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function parsed(data: string): Json {
  return data === '[DONE]' ? {} : (JSON.parse(data) as Json)
}

/** A stream for each event that is `meant`, put together anew around it. Of many alike, six are enough. */
function atEach(
  events: readonly RecordedEvent[],
  meant: (event: RecordedEvent, at: number) => boolean,
  around: (before: readonly RecordedEvent[], event: RecordedEvent, after: readonly RecordedEvent[]) => readonly RecordedEvent[],
): string[] {
  const places = events.flatMap((event, at) => (meant(event, at) ? [at] : []))
  return [...places.slice(0, 3), ...places.slice(3).slice(-3)].map((at) => textOf(around(events.slice(0, at), events[at]!, events.slice(at + 1))))
}

function editedWhere(events: readonly RecordedEvent[], name: string, edit: (data: Json) => void): string[] {
  return atEach(events, (event) => event.name === name, (before, event, after) => [...before, edited(event, edit), ...after])
}

function edited(event: RecordedEvent, edit: (data: Json) => void): RecordedEvent {
  const data = JSON.parse(event.data) as Json
  edit(data)
  return { ...event, data: JSON.stringify(data) }
}
