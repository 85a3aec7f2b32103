import { CLAUDE_LIMITS, CLAUDE_MEDIA_TYPES, CLAUDE_PARAMETERS } from './claude.ts'
import { levelsOf } from './levels.ts'
import type { Profile } from './profile.ts'
import { CLAUDE_RESPONSES } from './responses.ts'

/** Bedrock names a model with its vendor, and with a region before it. */
const MODELS = ['', 'anthropic.', 'us.anthropic.', 'eu.anthropic.', 'apac.anthropic.', 'global.anthropic.'].map((prefix) => `${prefix}claude-*`)

/** Claude on Amazon Bedrock and Google Cloud: no URL sources, smaller limits, the model in the URL. */
export const anthropicCloud: Profile = {
  id: 'anthropic-cloud',
  title: 'Claude on Amazon Bedrock or Google Cloud',
  date: '2026-09-20',
  sources: [
    { title: 'Vision', url: 'https://platform.claude.com/docs/en/build-with-claude/vision', date: '2026-09-20' },
    { title: 'InvokeModel', url: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html', date: '2026-09-20' },
  ],
  hosts: [],
  models: { date: '2026-09-20', listed: MODELS, textOnly: [], thinkingByDefault: [] },
  formats: {
    'anthropic-messages': {
      paths: [
        '/v1/messages', '/model/*/invoke', '/model/*/invoke-with-response-stream',
        '/v1/projects/*/locations/*/publishers/anthropic/models/*',
      ],
      mediaTypes: CLAUDE_MEDIA_TYPES,
      imageSources: ['base64'],
      limits: { ...CLAUDE_LIMITS, encodedChars: 5 * 2 ** 20, requestBytes: 20 * 2 ** 20 },
      parameters: CLAUDE_PARAMETERS,
      budgetBelowMaxTokens: true,
      systemInMessages: true,
      additional: ['anthropic_version', 'anthropic_beta'],
      undocumented: [],
      responses: CLAUDE_RESPONSES,
    },
  },
  levels: levelsOf('anthropic-cloud'),
}
