import { formatOfPath } from '../formats/detect.ts'
import { matchesPath } from '../profiles/path-pattern.ts'
import { defineRule, type Rule } from './rule.ts'

export const endpoint: Rule = defineRule({
  id: 'endpoint',
  summary: 'Reports a request that goes to a path where nothing listens, or with another method than POST.',
  messages: {
    'unknown-path': {
      text: 'There is no path "{path}" at {title}.',
      hint: 'Send it to {paths}. Many clients add the last part themselves: then the base URL is too long or too short.',
      sources: [
        'new-api gateways: Invalid URL (POST /x), 404',
        'Xiaomi MiMo: a base URL that ends with /v1 gives /v1/v1/messages, which is 404',
        'The documented page: base URLs /v1 (OpenAI SDK) and /anthropic (Anthropic SDK), 2026-03-19',
      ],
    },
    method: {
      text: 'The method is {method}, and the endpoint takes POST.',
      hint: 'Send it with POST.',
      sources: ['https://github.com/openai/openai-openapi: POST /chat/completions', 'https://platform.claude.com/docs/en/api/messages: POST /v1/messages'],
    },
  },
  checkRequest({ http: { path, method }, format, formatProfile, profile }, report) {
    // A path for the other format is wrong-format's.
    const other = path === undefined ? undefined : formatOfPath(path)
    if (path !== undefined && (other === undefined || other === format.id) && !formatProfile.paths.some((known) => matchesPath(path, known))) {
      report('unknown-path', '', { title: profile.title, path, paths: formatProfile.paths.join(' or ') })
    }
    if (method !== undefined && method.toUpperCase() !== 'POST') report('method', '', { method })
  },
})
