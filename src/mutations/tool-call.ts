import { withMessages } from './edit.ts'
import type { JsonObject, Target } from './mutation.ts'

/** A tool of no parameters, as a body defines it. */
export function tool(format: Target['format']): JsonObject {
  const parameters = { type: 'object', properties: {} }
  return format === 'openai-chat' ? { type: 'function', function: { name: 'draw', parameters } } : { name: 'draw', input_schema: parameters }
}

export interface Call {
  /** What the tool returned. */
  readonly result?: string | readonly JsonObject[]
  /** The id of the call that the result names, when it is not the one before it. */
  readonly answers?: string
  readonly unanswered?: true
  readonly unreasoned?: true
}

/** The body with a tool call and its result at the beginning of the conversation. */
export function withCall({ body, format, profile }: Target, { result = 'A disc.', answers = 'call_mutant', unanswered, unreasoned }: Call): JsonObject {
  const thinks = (profile.models?.thinkingByDefault.length ?? 0) > 0 && !unreasoned
  const ask = { role: 'user', content: 'Draw a disc.' }
  const messages: JsonObject[] =
    format === 'openai-chat'
      ? [
          ask,
          {
            role: 'assistant',
            content: '',
            ...(thinks && { reasoning_content: 'I draw.' }),
            tool_calls: [{ id: 'call_mutant', type: 'function', function: { name: 'draw', arguments: '{}' } }],
          },
          ...(unanswered ? [] : [{ role: 'tool', tool_call_id: answers, content: result }]),
        ]
      : [
          ask,
          {
            role: 'assistant',
            content: [
              ...(thinks ? [{ type: 'thinking', thinking: 'I draw.', signature: '' }] : []),
              { type: 'tool_use', id: 'call_mutant', name: 'draw', input: {} },
            ],
          },
          ...(unanswered ? [] : [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: answers, content: result }] }]),
          ...(unanswered ? [] : [{ role: 'assistant', content: 'Done.' }]),
        ]
  const tools = body['tools'] === undefined ? { tools: [tool(format)] } : {}
  return { ...withMessages(body, messages), ...tools }
}
