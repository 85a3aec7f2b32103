import type { FormatId } from '../core/vocabulary.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import type { Format } from './format.ts'
import { asObject } from './shape.ts'
import { openaiChat } from './openai-chat.ts'

/** The formats by their ids. */
export const FORMATS: Readonly<Record<FormatId, Format>> = {
  'openai-chat': openaiChat,
  'anthropic-messages': anthropicMessages,
}

/** The other one of the two. */
export function otherFormat(format: Format): Format {
  return format === openaiChat ? anthropicMessages : openaiChat
}

/** `value` when it is a chat request of some kind: an object with messages. */
export function requestValue(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const object = asObject(value)
  return object !== undefined && Object.hasOwn(object, 'messages') ? object : undefined
}

/** The format that a URL path is for, whatever stands before it; `undefined` when it is for neither. */
export function formatOfPath(path: string): FormatId | undefined {
  const plain = path.split(/[?#]/, 1)[0]!.replace(/\/+$/, '')
  if (plain.endsWith('/chat/completions')) return 'openai-chat'
  return plain.endsWith('/messages') ? 'anthropic-messages' : undefined
}

/** The format that the body itself speaks for, or `undefined` when it speaks for both or for none. */
export function formatOfBody(value: Readonly<Record<string, unknown>>): FormatId | undefined {
  const chat = openaiChat.signals(value)
  const messages = anthropicMessages.signals(value)
  const byParts = chat.parts.length - messages.parts.length
  const difference = chat.envelope.length - messages.envelope.length + byParts || byParts
  if (difference === 0) return undefined
  return difference > 0 ? 'openai-chat' : 'anthropic-messages'
}
