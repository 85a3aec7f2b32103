import { asObject } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const systemPlacement: Rule = defineRule({
  id: 'system-placement',
  summary: 'Reports a system prompt that stands where the format has none.',
  messages: {
    'in-messages': {
      text: 'The message has the role "system", which {title} does not take here.',
      hint: 'Put its text into the top-level field "system".',
      sources: [
        'Anthropic: Unexpected role "system". The Messages API accepts a top-level `system` parameter, https://github.com/ianarawjo/ChainForge/issues/271',
        'Newer Claude models take role "system" later in the conversation (recorded 200 on claude-opus-4-8)',
      ],
    },
    'top-level': {
      text: 'Chat Completions has no top-level field "system".',
      hint: 'Make it the first message, with the role "system".',
      sources: ['https://github.com/openai/openai-openapi (2026-08-21)', "OpenAI: Unknown parameter: 'system'"],
    },
  },
  checkRequest({ value, format, formatProfile, profile, settle }, report) {
    if (format.id === 'openai-chat') {
      if (Object.hasOwn(value, 'system')) report('top-level', '/system', {})
      settle('/system')
      return
    }
    const list = Array.isArray(value.messages) ? value.messages : []
    for (const [index, message] of list.entries()) {
      if (asObject(message)?.role !== 'system') continue
      if (index === 0 || formatProfile.systemInMessages !== true) report('in-messages', `/messages/${index}/role`, { title: profile.title })
    }
  },
})
