import type { Dialect } from './dialect.ts'
import { chatUsage, finishReasonOf, messagesUsage, stopReasonOf } from './finish.ts'
import { objectOf, objectsOf, textOf, type Value } from './value.ts'

/** A whole answer of the other dialect as one of this. */
export const ANSWERS: Readonly<Record<Dialect, (answer: Value) => Value>> = { 'openai-chat': chatAnswer, 'anthropic-messages': messagesAnswer }

function chatAnswer({ id, model, content, stop_reason: reason, usage }: Value): Value {
  const blocks = objectsOf(content)
  const texts = blocks.filter(({ type }) => type === 'text').map(({ text }) => textOf(text))
  const calls = blocks.filter(({ type }) => type === 'tool_use').map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.input ?? {}) },
  }))
  const message = { role: 'assistant', content: texts.length > 0 ? texts.join('') : null, refusal: null, ...(calls.length > 0 && { tool_calls: calls }) }
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(reason) }],
    usage: chatUsage(objectOf(usage)),
  }
}

function messagesAnswer({ id, model, choices, usage }: Value): Value {
  const { message, finish_reason: reason } = objectsOf(choices)[0] ?? {}
  const { content, tool_calls: calls } = objectOf(message)
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [...(textOf(content) === '' ? [] : [{ type: 'text', text: content }]), ...objectsOf(calls).map(toolUseOf)],
    stop_reason: stopReasonOf(reason),
    stop_sequence: null,
    usage: messagesUsage(usage),
  }
}

function toolUseOf({ id, function: called }: Value): Value {
  const { name, arguments: input } = objectOf(called)
  return { type: 'tool_use', id, name, input: objectOf(JSON.parse(textOf(input) || '{}')) }
}
