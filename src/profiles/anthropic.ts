import { levelsOf } from './levels.ts'
import type { Profile } from './profile.ts'

/** Anthropic's own API. */
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
  formats: {
    'anthropic-messages': {
      paths: ['/v1/messages'],
      mediaTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      undocumented: [],
    },
  },
  levels: levelsOf('anthropic'),
}
