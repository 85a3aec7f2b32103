import { levelsOf } from './levels.ts'
import type { Profile } from './profile.ts'
import { COMPATIBLE_CHAT_RESPONSES, COMPATIBLE_MESSAGES_RESPONSES } from './responses.ts'

const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** A third party of which nothing is known: what all agree on is an error, the rest a warning or less. */
export const openaiCompatible: Profile = {
  id: 'openai-compatible',
  title: 'an unknown compatible gateway',
  date: '2026-11-22',
  sources: [{ title: 'OpenAPI specification', url: 'https://github.com/openai/openai-openapi', date: '2026-08-21' }],
  hosts: [],
  formats: {
    'openai-chat': {
      paths: ['**/chat/completions'],
      mediaTypes: MEDIA_TYPES,
      details: ['auto', 'low', 'high', 'original'],
      limits: {},
      parameters: { temperature: { min: 0, max: 2 }, top_p: { min: 0, max: 1 } },
      undocumented: [],
      responses: COMPATIBLE_CHAT_RESPONSES,
    },
    'anthropic-messages': {
      paths: ['**/messages'],
      required: ['model'],
      mediaTypes: MEDIA_TYPES,
      limits: {},
      parameters: {},
      systemInMessages: true,
      undocumented: [],
      responses: COMPATIBLE_MESSAGES_RESPONSES,
    },
  },
  levels: levelsOf('openai-compatible'),
}
