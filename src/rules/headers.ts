import type { FormatId } from '../core/vocabulary.ts'
import { defineRule, type Rule } from './rule.ts'

export const headers: Rule = defineRule({
  id: 'headers',
  summary: 'Reports request headers that are missing or wrong.',
  messages: {
    'auth-missing': {
      text: 'No header carries a key.',
      hint: 'Send {expected}.',
      sources: [
        'Xiaomi MiMo: either api-key or Authorization: Bearer, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03)',
        'Anthropic: x-api-key, or Authorization: Bearer since SDK 1.0.0 (captured)',
        'Browsers leave credentials out of the HAR files they export',
      ],
    },
    'content-type': {
      text: 'The content type is {found}, and JSON is sent.',
      hint: 'Send "content-type: application/json".',
      sources: ['https://platform.claude.com/docs/en/api/overview: content-type is required', 'RFC 8259, section 11'],
    },
    'version-missing': {
      text: 'The header anthropic-version is missing.',
      hint: 'Send "anthropic-version: 2023-06-01", or the version that you mean.',
      sources: ['https://platform.claude.com/docs/en/api/versioning', 'Xiaomi MiMo does not ask for it'],
    },
  },
  checkRequest({ http, format, value }, report) {
    const { headers: known, headersAreComplete } = http
    if (known === undefined) return
    const type = known['content-type']
    if (type !== undefined ? !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type.trim()) : headersAreComplete) {
      report('content-type', '', { found: type === undefined ? 'not given' : `"${type.slice(0, 80)}"` })
    }
    // A header that was not given by hand may be sent all the same.
    if (!headersAreComplete) return
    const isMessages = format.id === 'anthropic-messages'
    const level = headersAreComplete === 'except-keys' ? 'warning' : undefined
    if (!holdsKey(known, format.id)) report('auth-missing', '', { expected: isMessages ? '"x-api-key" or "Authorization: Bearer …"' : '"Authorization: Bearer …" or "api-key"' }, level)
    // In the cloud the version stands in the body.
    if (isMessages && known['anthropic-version'] === undefined && value.anthropic_version === undefined) report('version-missing', '', {})
  },
})

/** True when one of the headers, with names in lower case, carries a key where this format has it. */
export function holdsKey(headers: Readonly<Record<string, string>>, format: FormatId): boolean {
  const { authorization, 'api-key': apiKey, 'x-api-key': xApiKey } = headers
  return holdsToken(authorization) || isGiven(apiKey) || (format === 'anthropic-messages' && isGiven(xApiKey))
}

/** Gateways also take the bare key. */
function holdsToken(authorization = ''): boolean {
  const token = authorization.trim().replace(/^bearer\b\s*/i, '')
  return token !== '' && !/^(?:basic|digest)\b/i.test(token)
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== ''
}
