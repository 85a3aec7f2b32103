import type { FormatId } from '../core/vocabulary.ts'
import { EVENTS } from './messages-states.ts'
import { asString } from './shape.ts'

/** The format that an answer speaks for, or an event of a stream with its name; `undefined` when it might be of either. */
export function formatOfResponse(value: Readonly<Record<string, unknown>>, eventName?: string): FormatId | undefined {
  if (Array.isArray(value.choices)) return 'openai-chat'
  const type = asString(value.type)
  const isOfMessages = type === 'message' || type === 'error' || EVENTS.has(type) || EVENTS.has(eventName ?? '')
  return isOfMessages ? 'anthropic-messages' : undefined
}
