import { atEach, edited, parsed, textOf, type RecordedEvent, type StreamMutation } from './recorded-events.ts'

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
      const [first, second] = events.slice(0, 2).map(({ data }) => deltaOf(data))
      const isTold = isFilled(first?.role) && second !== undefined && !isFilled(second.role) && !isFinish(events[1]!)
      return isTold ? [textOf(events.slice(1))] : []
    },
  },
  {
    fault: 'content comes behind the finish_reason',
    id: 'stream-grammar/order',
    apply: (events) => {
      const content = events.find(({ data }) => isFilled(deltaOf(data)?.content))
      return content === undefined ? [] : atEach(events, isFinish, (before, finish, after) => [...before, finish, content, ...after]).slice(0, 1)
    },
  },
  { fault: 'content comes behind [DONE]', id: 'stream-grammar/order', apply: (events) => (events.at(-1)!.data === '[DONE]' ? [textOf([...events, events[0]!])] : []) },
  { fault: '[DONE] is missing', id: 'stream-grammar/done-missing', apply: (events) => (isWhole(events) ? [textOf(events.slice(0, -1))] : []) },
  {
    fault: 'the finish_reason is missing',
    id: 'stream-grammar/finish-missing',
    apply: (events) => (isWhole(events) ? [textOf(events.map((event) => (isFinish(event) ? edited(event, (data) => (data.choices![0]!.finish_reason = null)) : event)))] : []),
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
      (['choices', 'model'] as const).flatMap((key) =>
        atEach(events, ({ data }) => parsed(data)[key] !== undefined, (before, event, after) => [...before, edited(event, (data) => delete data[key]), ...after]),
      ),
  },
  {
    fault: 'a delta is a text',
    id: 'response-schema/type',
    apply: (events) => atEach(events, ({ data }) => deltaOf(data) !== undefined, (before, event, after) => [...before, edited(event, (data) => (data.choices![0]!.delta = 'x')), ...after]),
  },
  {
    fault: 'the total is off by one',
    id: 'usage/sum',
    apply: (events) =>
      atEach(events, ({ data }) => typeof parsed(data).usage?.['total_tokens'] === 'number', (before, event, after) => [
        ...before,
        edited(event, (data) => (data.usage!['total_tokens']! += 1)),
        ...after,
      ]),
  },
  {
    fault: 'the finish_reason is unknown',
    id: 'finish-reason/undocumented',
    apply: (events) => atEach(events, isFinish, (before, event, after) => [...before, edited(event, (data) => (data.choices![0]!.finish_reason = 'because')), ...after]),
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

function deltaOf(data: string): { readonly role?: unknown; readonly content?: unknown } | undefined {
  return parsed(data).choices?.[0]?.delta as { role?: unknown; content?: unknown } | undefined
}
