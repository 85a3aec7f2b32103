import type { WireExchange } from '../../src/recordings/recording.ts'
import { CHAT_ANSWER, chatBody, dataUrl, exchange, GIF, messagesBody, PNG } from './exchanges.ts'

type Json = Record<string, any>

/** A streamed answer of Messages with a thought, its events apart. */
export const EVENTS: readonly Json[] = [
  { type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'mimo-v2.5', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 10, output_tokens: 0 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Red?' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'A red' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: ' square.' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
]

export function streamOf(events: readonly Json[]): string {
  return events.map((event) => `event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

export const WHOLE: WireExchange = exchange({ body: chatBody('What is this?', dataUrl(PNG)) })
export const STREAMED: WireExchange = streamed(EVENTS)

export function streamed(events: readonly Json[], pieces: number = 40): WireExchange {
  const bytes = Buffer.from(streamOf(events))
  const cuts = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, index) => bytes.subarray(index * pieces, (index + 1) * pieces))
  return streamedAs(cuts)
}

function streamedAs(pieces: readonly (string | Buffer)[]): WireExchange {
  return exchange({
    url: 'https://gateway.example/anthropic/v1/messages',
    headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'any' },
    body: { ...messagesBody('What is this?', PNG), stream: true },
    pieces,
    responseHeaders: { 'content-type': 'text/event-stream' },
  })
}

function answered(edit: (answer: Json) => unknown): WireExchange {
  const answer = structuredClone(CHAT_ANSWER) as Json
  edit(answer)
  return exchange({ body: chatBody('What is this?', dataUrl(PNG)), response: answer })
}

function told(edit: (events: Json[]) => readonly Json[] | void): WireExchange {
  const events = structuredClone(EVENTS) as Json[]
  return streamed(edit(events) ?? events)
}

/** What may change with every call, and is no news. */
export const SILENT: Readonly<Record<string, readonly [WireExchange, WireExchange]>> = {
  'other ids and times': [WHOLE, answered((answer) => Object.assign(answer, { id: 'chatcmpl-987', created: 1 }))],
  'other words': [WHOLE, answered((answer) => (answer['choices'][0].message.content = 'Ein rotes Quadrat, würde ich sagen.'))],
  'other numbers of tokens': [WHOLE, answered((answer) => Object.assign(answer['usage'], { prompt_tokens: 99, completion_tokens: 0 }))],
  'another order of keys': [WHOLE, answered((answer) => { answer['usage'] = Object.fromEntries(Object.entries(answer['usage'] as Json).reverse()) })],
  'other cuts between chunks': [STREAMED, streamed(EVENTS, 7)],
  'more pieces of text, and a ping': [STREAMED, told((events) => [...events.slice(0, 6), { type: 'ping' }, ...Array.from({ length: 9 }, () => events[6]!), ...events.slice(7)])],
}

/** What breaks clients, or may. */
export const NEWS: Readonly<Record<string, readonly [WireExchange, WireExchange, place: string]>> = {
  'a field is gone': [WHOLE, answered((answer) => delete answer['choices'][0].message.role), '/choices/*/message/role'],
  'a field has another type': [WHOLE, answered((answer) => (answer['choices'][0].message.content = [{ type: 'text', text: 'A red square.' }])), '/choices/*/message/content'],
  'another status': [WHOLE, exchange({ status: 429 }), 'status'],
  'another reason to end': [WHOLE, answered((answer) => (answer['choices'][0].finish_reason = 'length')), '/choices/*/finish_reason'],
  'a new key of usage': [WHOLE, answered((answer) => (answer['usage'].prompt_tokens_details = { image_tokens: 4 })), '/usage/prompt_tokens_details'],
  'events in another order': [STREAMED, told((events) => [events[0]!, ...events.slice(4, 8), ...events.slice(1, 4), ...events.slice(8)]), 'frames'],
}

/** Edits of a stream that also are news. */
export const NEWS_OF_STREAMS: Readonly<Record<string, readonly [WireExchange, WireExchange, place: string]>> = {
  'the end is missing': [STREAMED, told((events) => events.slice(0, -1)), 'frames'],
  'events without names': [STREAMED, streamedAs([streamOf(EVENTS).replaceAll(/^event: .*\n/gm, '')]), 'frames'],
  'another stop reason': [STREAMED, told((events) => { events[8]!['delta'].stop_reason = 'max_tokens' }), '/message_delta/delta/stop_reason'],
  'no usage at the end': [STREAMED, told((events) => { delete events[8]!['usage'] }), '/message_delta/usage'],
  'it breaks off': [STREAMED, { ...STREAMED, response: { ...STREAMED.response, cut: true } }, 'end'],
  'another kind of block': [STREAMED, told((events) => { events[1]!['content_block'].type = 'redacted_thinking' }), '/content_block_start/content_block/type'],
}

export const OTHER_IMAGE: WireExchange = exchange({ body: chatBody('What is this?', dataUrl(GIF, 'image/gif')) })
