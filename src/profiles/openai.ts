import { levelsOf } from './levels.ts'
import type { ParameterRange, Profile } from './profile.ts'
import { OPENAI_RESPONSES } from './responses.ts'

/** https://github.com/openai/openai-openapi (2026-08-21) */
const PARAMETERS: Readonly<Record<string, ParameterRange>> = {
  frequency_penalty: { min: -2, max: 2 },
  presence_penalty: { min: -2, max: 2 },
  n: { min: 1, max: 128 },
  top_logprobs: { min: 0, max: 20 },
  temperature: { min: 0, max: 2 },
  top_p: { min: 0, max: 1 },
  stop: { maxItems: 4 },
  functions: { maxItems: 128 },
  reasoning_effort: { values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] },
  service_tier: { values: ['auto', 'default', 'flex', 'scale', 'priority', 'fast'] },
  verbosity: { values: ['low', 'medium', 'high'] },
  prompt_cache_retention: { values: ['in_memory', '24h'] },
  'modalities[]': { values: ['text', 'audio'] },
  'web_search_options.search_context_size': { values: ['low', 'medium', 'high'] },
}

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
  models: {
    date: '2026-11-13',
    listed: ['gpt-3.5*', 'gpt-4*', 'gpt-5*', 'gpt-6*', 'chatgpt-*', 'o1*', 'o3*', 'o4*', 'codex-*', 'ft:*'],
    textOnly: [],
    thinkingByDefault: [],
  },
  formats: {
    'openai-chat': {
      paths: ['/v1/chat/completions'],
      mediaTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
      details: ['auto', 'low', 'high', 'original'],
      limits: { requestBytes: 512 * 2 ** 20, images: 1500, patches: { size: 32, most: 30_000 } },
      parameters: PARAMETERS,
      modelsRefusingMaxTokens: ['o1*', 'o3*', 'o4*', 'gpt-5*', 'gpt-6*'],
      // Fields of Xiaomi MiMo.
      undocumented: [
        'thinking', 'audio.optimize_text_preview', 'messages[].reasoning_content', 'messages[].content[].video_url',
        'messages[].content[].fps', 'messages[].content[].media_resolution', 'tools[].force_search', 'tools[].limit',
        'tools[].max_keyword', 'tools[].user_location',
      ],
      responses: OPENAI_RESPONSES,
    },
  },
  samples: { model: 'gpt-5.4', keyVariable: 'OPENAI_API_KEY', keyHeader: 'authorization' },
  levels: levelsOf('openai'),
}
