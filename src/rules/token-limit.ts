import { nearestName } from '../core/nearest.ts'
import { isListed } from '../profiles/models.ts'
import { defineRule, type Rule } from './rule.ts'

export const tokenLimit: Rule = defineRule({
  id: 'token-limit',
  summary: 'Reports a limit of output tokens that is missing or goes by another name.',
  messages: {
    missing: {
      text: '"max_tokens" is missing.',
      hint: 'Say how many tokens the answer may have, such as "max_tokens": 1024.',
      sources: ['https://platform.claude.com/docs/en/api/messages: max_tokens is required', 'Xiaomi MiMo does not mark it as required'],
    },
    'other-name': {
      text: '"max_tokens" is {status}; the documented name is "max_completion_tokens".',
      hint: 'Rename it to "max_completion_tokens".',
      sources: [
        "OpenAI: Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead (recorded 400 on gpt-5-nano, 2025-08-14)",
        'Xiaomi MiMo, OpenAI API, lists max_completion_tokens only, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03)',
      ],
    },
  },
  checkRequest({ value, format, profile, formatProfile, body, ambiguous }, report) {
    if (format.id === 'anthropic-messages') {
      // A misspelt one is unknown-field's.
      const isMisspelt = Object.keys(value).some((name) => nearestName(name, ['max_tokens', 'max_completion_tokens']) !== undefined)
      if (!isMisspelt) report('missing', '', {})
    } else if (Object.hasOwn(value, 'max_tokens') && value.max_tokens !== null && !ambiguous) {
      const model = typeof value.model === 'string' ? value.model : ''
      const refused = isListed(model, formatProfile.modelsRefusingMaxTokens ?? [])
      const deprecated = formatProfile.modelsRefusingMaxTokens ? 'deprecated' : `not what ${profile.title} documents`
      const status = refused ? `refused by ${body.show(model)}` : deprecated
      report('other-name', '/max_tokens', { status }, refused ? 'error' : undefined)
    }
  },
})
