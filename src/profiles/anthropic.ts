import { CLAUDE_LIMITS, CLAUDE_MEDIA_TYPES, CLAUDE_PARAMETERS } from './claude.ts'
import { levelsOf } from './levels.ts'
import type { Profile } from './profile.ts'
import { CLAUDE_RESPONSES } from './responses.ts'

/** Anthropic's own API, in both of its versions. */
export const anthropic: Profile = {
  id: 'anthropic',
  title: 'the Anthropic API',
  date: '2026-11-20',
  sources: [
    { title: 'Types of @anthropic-ai/sdk 1.12.0', url: 'https://github.com/anthropics/anthropic-sdk-typescript', date: '2026-11-20' },
    { title: 'Vision', url: 'https://platform.claude.com/docs/en/build-with-claude/vision', date: '2026-09-20' },
    { title: 'Versions', url: 'https://platform.claude.com/docs/en/api/versioning', date: '2026-10-21' },
  ],
  hosts: ['api.anthropic.com'],
  models: { date: '2026-11-20', listed: ['claude-*'], textOnly: [], thinkingByDefault: [] },
  formats: {
    'anthropic-messages': {
      paths: ['/v1/messages'],
      required: ['model'],
      mediaTypes: CLAUDE_MEDIA_TYPES,
      imageSources: ['base64', 'url', 'file'],
      limits: { ...CLAUDE_LIMITS, encodedChars: 10 * 2 ** 20, requestBytes: 32 * 2 ** 20 },
      parameters: CLAUDE_PARAMETERS,
      budgetBelowMaxTokens: true,
      systemInMessages: true,
      undocumented: [],
      responses: CLAUDE_RESPONSES,
    },
  },
  samples: { model: 'claude-sonnet-5-5', keyVariable: 'ANTHROPIC_API_KEY', keyHeader: 'x-api-key' },
  levels: levelsOf('anthropic'),
}
