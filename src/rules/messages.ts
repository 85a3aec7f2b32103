import { asObject, asString, objectsIn } from '../formats/shape.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

/** Claude from 4.6 on answers 400. */
const WITHOUT_PREFILL = /claude-(?:[a-z]+-)?(?:4[-.](?:[6-9]|\d\d)|[5-9])(?:\D|$)/

const EMPTY_CONTENT =
  'Anthropic: all messages must have non-empty content except for the optional final assistant message (recorded 400, 2026-01-30)'

export const messages: Rule = defineRule({
  id: 'messages',
  summary: 'Reports messages, contents and texts that are empty, and conversations that end where they may not.',
  messages: {
    empty: {
      text: 'There are no messages.',
      hint: 'Send at least one user message.',
      sources: [
        "OpenAI: Invalid 'messages': empty array, code empty_array (recorded 400)",
        'Xiaomi MiMo: messages must not be empty (recorded 400)',
      ],
    },
    'empty-content': {
      text: 'The message of role "{role}" has no content: it is {content}.',
      hint: 'Leave the message out, or give it content.',
      sources: [EMPTY_CONTENT, 'OpenAI: content arrays have a minimum length of 1, https://github.com/openai/openai-openapi (2026-08-21)'],
    },
    'empty-text': {
      text: 'A text part is empty.',
      hint: 'Leave the part out, or write something in it.',
      sources: [
        'Anthropic: text content blocks must be non-empty, https://github.com/anthropics/claude-code/issues/62150',
        'Xiaomi MiMo, Anthropic API: text has a minimum length of 1, https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03)',
      ],
    },
    prefill: {
      text: 'The conversation ends with an assistant message, which newer models refuse.',
      hint: 'End it with a user message.',
      sources: ['Anthropic: This model does not support assistant message prefill, on Claude 4.6 and newer (recorded 400 on claude-sonnet-5)'],
    },
  },
  checkRequest(request, report) {
    const { value, format, parts } = request
    const list = value.messages
    if (Array.isArray(list) && list.length === 0) report('empty', '/messages', {})
    for (const [index, message] of objectsIn(list)) {
      const isLast = Array.isArray(list) && index === list.length - 1
      if (!lacksContent(message, request, isLast)) continue
      const content = Array.isArray(message.content) ? 'an empty array' : 'an empty string'
      report('empty-content', `/messages/${index}/content`, { role: asString(message.role), content })
    }
    for (const part of parts) {
      if (part.type === 'text' && part.value.text === '') report('empty-text', `${part.pointer}/text`, {})
    }
    const last = asObject(Array.isArray(list) ? list.at(-1) : undefined)
    if (format.id === 'anthropic-messages' && last?.role === 'assistant') {
      const isRefused = WITHOUT_PREFILL.test(asString(value.model))
      report('prefill', `/messages/${(list as unknown[]).length - 1}`, {}, isRefused ? 'error' : undefined)
    }
  },
})

/** An assistant's content may be empty beside tool calls, and at the end of an Anthropic conversation. */
function lacksContent(message: Readonly<Record<string, unknown>>, { format }: RequestContext, isLast: boolean): boolean {
  const isArray = Array.isArray(message.content) && message.content.length === 0
  if (!isArray && message.content !== '') return false
  if (format.id === 'anthropic-messages') return message.role === 'user' || (message.role === 'assistant' && !isLast)
  return isArray || message.role === 'user' || message.role === 'system' || message.role === 'developer'
}
