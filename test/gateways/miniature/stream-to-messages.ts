import { messagesUsage, stopReasonOf } from './finish.ts'
import { frameOf, valueIn, type Frame } from './frames.ts'
import { objectOf, objectsOf, textOf, type Value } from './value.ts'

/** Turns the chunks of Chat Completions into events of Messages, one by one. */
export function chunksToEvents(): (frame: Frame) => readonly Frame[] {
  let hasBegun = false
  let index = -1
  /** What the open block holds: text, or the call of this number. */
  let open: 'text' | number | undefined
  let finishReason: unknown
  let usage: unknown

  const event = (type: string, fields: Value = {}): Frame => frameOf('anthropic-messages', { type, ...fields })

  const begin = ({ id, model }: Value): readonly Frame[] => {
    if (hasBegun) return []
    hasBegun = true
    const message = { id, type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null, usage: messagesUsage(undefined) }
    return [event('message_start', { message })]
  }

  const close = (): readonly Frame[] => {
    if (open === undefined) return []
    open = undefined
    return [event('content_block_stop', { index })]
  }

  const within = (block: 'text' | number, start: Value): readonly Frame[] => {
    if (open === block) return []
    const closed = close()
    open = block
    return [...closed, event('content_block_start', { index: ++index, content_block: start })]
  }

  const contentOf = (delta: Value): readonly Frame[] => {
    const text = textOf(delta.content)
    const texts = text === '' ? [] : [...within('text', { type: 'text', text: '' }), event('content_block_delta', { index, delta: { type: 'text_delta', text } })]
    return [...texts, ...objectsOf(delta.tool_calls).flatMap(callOf)]
  }

  const callOf = ({ index: number, id, function: called }: Value): readonly Frame[] => {
    const { name, arguments: json } = objectOf(called)
    const started = within(Number(number), { type: 'tool_use', id, name, input: {} })
    return textOf(json) === '' ? started : [...started, event('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: json } })]
  }

  return (frame) => {
    if (frame.data === '[DONE]') {
      const delta = { stop_reason: stopReasonOf(finishReason), stop_sequence: null }
      return [...begin({}), ...close(), event('message_delta', { delta, usage: messagesUsage(usage) }), event('message_stop')]
    }
    const chunk = valueIn(frame)
    const [choice = {}] = objectsOf(chunk.choices)
    finishReason = choice.finish_reason ?? finishReason
    usage = chunk.usage ?? usage
    return [...begin(chunk), ...contentOf(objectOf(choice.delta))]
  }
}
