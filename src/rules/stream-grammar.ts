import { GRAMMARS } from '../formats/grammars.ts'
import { JSON_PROBLEMS } from './json-problems.ts'
import { defineRule, type ReportFinding, type Rule } from './rule.ts'

const MESSAGES_STREAM = 'https://platform.claude.com/docs/en/build-with-claude/streaming, and 42 recorded streams'
const CHAT_STREAM = 'https://github.com/openai/openai-openapi (2026-08-21), and recorded streams of OpenAI'
const MIMO_STREAM = 'Streams recorded of mimo-v2.5 with an image, and https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api'

export const streamGrammar: Rule = defineRule({
  id: 'stream-grammar',
  summary: 'Reports a streamed answer whose events come in another order than that of its format, or that ends before its end.',
  messages: {
    'content-type': {
      text: 'The content type is "{type}", and the body is {body}.',
      hint: 'Send {expected}: clients choose by it how they read the body.',
      sources: ['https://html.spec.whatwg.org/multipage/server-sent-events.html: text/event-stream', 'RFC 8259, section 11'],
    },
    'bad-json': {
      text: 'The data of this event is not JSON: {problem}.',
      hint: 'Send one JSON value an event. What else is to be said belongs into a comment, a line that begins with a colon.',
      sources: [MESSAGES_STREAM, CHAT_STREAM],
    },
    'event-name': {
      text: 'The line "event:" {found}, and the data says "{type}".',
      hint: 'Send "event: {advice}" before the data: SDKs go by the name, and pass over events that they do not know.',
      sources: [MESSAGES_STREAM, '@anthropic-ai/sdk 1.12.0, core/streaming'],
    },
    order: {
      text: 'Out of turn: {what} comes {where}.',
      hint: 'Here may come {allowed}.',
      sources: [MESSAGES_STREAM, CHAT_STREAM],
    },
    index: {
      text: 'The index is {found}, and {expected} is expected here.',
      hint: 'Count blocks, and the tool calls of a choice, from 0 without gaps; clients put the pieces together by it.',
      sources: [MESSAGES_STREAM, CHAT_STREAM],
    },
    'delta-mismatch': {
      text: 'A {delta} comes in a block of type {block}.',
      hint: 'Begin a block of the type that the delta belongs to.',
      sources: [MESSAGES_STREAM],
    },
    'mixed-id': {
      text: 'The id is "{found}", and the stream began with "{first}".',
      hint: 'Keep one id for all chunks of an answer.',
      sources: [CHAT_STREAM, MIMO_STREAM],
    },
    'role-missing': {
      text: 'The first delta of choice {index} has no role.',
      hint: 'Begin each choice with "role": "assistant".',
      sources: [CHAT_STREAM, MIMO_STREAM, 'GPUStack leaves it out'],
    },
    'role-repeated': {
      text: 'Choice {index} has begun already, and its role comes again.',
      hint: 'Send the role with the first delta only; some clients begin a new message.',
      sources: [CHAT_STREAM, MIMO_STREAM, 'OpenRouter, Databricks and others repeat it in each chunk'],
    },
    'reasoning-late': {
      text: 'Choice {index} goes on reasoning after its content has begun.',
      hint: 'Send all of the reasoning before the content: clients close it when the content begins.',
      sources: [MIMO_STREAM],
    },
    'after-finish': {
      text: 'Choice {index} has ended, and another chunk comes for it.',
      hint: 'Send what follows, such as usage, with an empty list of choices.',
      sources: [CHAT_STREAM, 'OpenRouter and Avian do so'],
    },
    'finish-missing': {
      text: '{what} ended without {field}.',
      hint: 'Say why it ended, before the end mark: clients take it for cut otherwise.',
      sources: [MESSAGES_STREAM, CHAT_STREAM, 'Snowflake leaves it out'],
    },
    'stray-done': {
      text: '"data: [DONE]" comes behind message_stop.',
      hint: 'Leave it out: it is the end mark of Chat Completions, and no JSON.',
      sources: [MESSAGES_STREAM, 'MiMo and OpenRouter send it'],
    },
    'done-missing': {
      text: 'The stream ends without "data: [DONE]".',
      hint: 'Close it with that line, so that clients can tell its end from a broken connection.',
      sources: [CHAT_STREAM, 'Cerebras, Perplexity and GPUStack leave it out'],
    },
    unterminated: {
      text: 'The stream ends {where}, without {terminator}.',
      hint: 'The answer was cut. Look for a timeout on the way; a gateway that loses its upstream sends an error event.',
      sources: [MESSAGES_STREAM, CHAT_STREAM, 'Portkey: a cut upstream gives status 200 and a stream without its end'],
    },
  },
  checkResponse({ contentType, status, body }, report) {
    if (contentType !== EVENT_STREAM || status >= 400 || body.fault !== undefined) return
    report('content-type', '', { type: contentType, body: 'JSON', expected: '"content-type: application/json"' })
  },
  checkStream({ format, contentType, foreign }, report) {
    if (contentType !== undefined && contentType !== EVENT_STREAM) {
      report('content-type', '', { type: contentType.slice(0, 80), body: 'an event stream', expected: `"content-type: ${EVENT_STREAM}"` })
    }
    // What is in another format altogether has another order as well.
    if (foreign !== undefined) return {}
    const grammar = GRAMMARS[format.id]()
    return {
      event(event) {
        const fault = event.kind === 'broken' ? event.body.fault : undefined
        if (fault !== undefined) report('bad-json', event.pointer, { problem: JSON_PROBLEMS[fault.problem][0] })
        for (const { id, pointer, params } of grammar.next(event)) (report as ReportFinding)(id, pointer, params)
      },
      end(last, cut) {
        for (const { id, pointer, params } of grammar.end(last, cut)) (report as ReportFinding)(id, pointer, params)
      },
    }
  },
})

const EVENT_STREAM = 'text/event-stream'
