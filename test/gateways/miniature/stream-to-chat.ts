import { chatUsage, finishReasonOf } from './finish.ts'
import { frameOf, valueIn, type Frame } from './frames.ts'
import { objectOf, textOf, type Value } from './value.ts'

/** Turns the events of Messages into chunks of Chat Completions, one by one. */
export function eventsToChunks(request: Value): (frame: Frame) => readonly Frame[] {
  const asksForUsage = objectOf(request.stream_options).include_usage === true
  let head: Value = {}
  let usage: Value = {}
  let stopReason: unknown
  let calls = 0

  const chunk = (fields: Value): Frame => frameOf('openai-chat', { ...head, ...(asksForUsage && { usage: null }), ...fields })
  const choice = (delta: Value, reason: string | null = null): Frame => chunk({ choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] })
  const argumentsOf = (text: string): Frame => choice({ tool_calls: [{ index: calls - 1, function: { arguments: text } }] })

  const events: Readonly<Record<string, (event: Value) => readonly Frame[]>> = {
    message_start: ({ message }) => {
      const { id, model, usage: counted } = objectOf(message)
      head = { id, object: 'chat.completion.chunk', created: Math.floor(Date.now() / 1000), model }
      usage = objectOf(counted)
      return [choice({ role: 'assistant', content: '', refusal: null })]
    },
    content_block_start: ({ content_block: block }) => {
      const { type, id, name, text } = objectOf(block)
      if (type === 'tool_use') return [choice({ tool_calls: [{ index: calls++, id, type: 'function', function: { name, arguments: '' } }] })]
      return textOf(text) === '' ? [] : [choice({ content: text })]
    },
    content_block_delta: ({ delta }) => {
      const { type, text, partial_json: json } = objectOf(delta)
      if (type === 'text_delta') return [choice({ content: text })]
      return type === 'input_json_delta' ? [argumentsOf(textOf(json))] : []
    },
    message_delta: ({ delta, usage: counted }) => {
      stopReason = objectOf(delta).stop_reason ?? stopReason
      usage = { ...usage, ...objectOf(counted) }
      return []
    },
    message_stop: () => [
      choice({}, finishReasonOf(stopReason)),
      ...(asksForUsage ? [chunk({ choices: [], usage: chatUsage(usage) })] : []),
      { data: '[DONE]' },
    ],
  }
  return (frame) => {
    const event = valueIn(frame)
    return events[textOf(event.type)]?.(event) ?? []
  }
}
