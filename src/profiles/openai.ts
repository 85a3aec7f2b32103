import { levelsOf } from './levels.ts'
import type { Profile } from './profile.ts'

/** OpenAI's own API. */
export const openai: Profile = {
  id: 'openai',
  title: 'the OpenAI API',
  date: '2026-11-13',
  sources: [
    { title: 'OpenAPI specification', url: 'https://github.com/openai/openai-openapi', date: '2026-08-21' },
    { title: 'Types of the openai package 7.57.0', url: 'https://github.com/openai/openai-node', date: '2026-11-13' },
    { title: 'Images and vision', url: 'https://developers.openai.com/api/docs/guides/images-vision', date: '2026-09-29' },
  ],
  hosts: ['api.openai.com'],
  formats: {
    'openai-chat': {
      paths: ['/v1/chat/completions'],
      mediaTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
      // Fields of Xiaomi MiMo.
      undocumented: [
        'thinking', 'audio.optimize_text_preview', 'messages[].reasoning_content', 'messages[].content[].video_url',
        'messages[].content[].fps', 'messages[].content[].media_resolution', 'tools[].force_search', 'tools[].limit',
        'tools[].max_keyword', 'tools[].user_location',
      ],
    },
  },
  levels: levelsOf('openai'),
}
