import { levelsOf } from './levels.ts'
import {
  MIMO_CHAT_PARAMETERS, MIMO_FEWEST_PIXELS, MIMO_MEDIA_TYPES, MIMO_MESSAGES_PARAMETERS, MIMO_MODELS, UNDOCUMENTED_CHAT, UNDOCUMENTED_MESSAGES,
} from './mimo.ts'
import type { ImageLimits, Profile } from './profile.ts'
import { MIMO_CHAT_RESPONSES, MIMO_MESSAGES_RESPONSES } from './responses.ts'

const LIMITS: ImageLimits = {
  encodedChars: 50 * 2 ** 20,
  ambiguousFrom: 50 * 10 ** 6,
  urlBytes: 50 * 2 ** 20,
  urlBytesAmbiguousFrom: 50 * 10 ** 6,
  fewestPixels: MIMO_FEWEST_PIXELS,
}

/** Xiaomi's own platform. */
export const xiaomiMimo: Profile = {
  id: 'xiaomi-mimo',
  title: 'Xiaomi MiMo',
  date: '2026-06-03',
  sources: [
    {
      title: 'Image understanding',
      url: 'https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding',
      date: '2026-04-22',
    },
    { title: 'OpenAI API', url: 'https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api', date: '2026-06-03' },
    { title: 'Anthropic API', url: 'https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api', date: '2026-06-03' },
    { title: 'Error codes', url: 'https://platform.xiaomimimo.com/docs/en-US/quick-start/error-codes', date: '2026-05-12' },
  ],
  hosts: [
    'api.xiaomimimo.com', 'token-plan-cn.xiaomimimo.com', 'token-plan-sgp.xiaomimimo.com', 'token-plan-ams.xiaomimimo.com',
  ],
  models: MIMO_MODELS,
  formats: {
    'openai-chat': {
      paths: ['/v1/chat/completions'],
      mediaTypes: MIMO_MEDIA_TYPES,
      details: [],
      limits: LIMITS,
      parameters: MIMO_CHAT_PARAMETERS,
      undocumented: UNDOCUMENTED_CHAT,
      responses: MIMO_CHAT_RESPONSES,
    },
    'anthropic-messages': {
      paths: ['/anthropic/v1/messages'],
      required: ['model'],
      mediaTypes: MIMO_MEDIA_TYPES,
      imageSources: ['base64', 'url'],
      limits: LIMITS,
      parameters: MIMO_MESSAGES_PARAMETERS,
      undocumented: UNDOCUMENTED_MESSAGES,
      responses: MIMO_MESSAGES_RESPONSES,
    },
  },
  samples: { model: 'mimo-v2.6-flash', keyVariable: 'MIMO_API_KEY', keyHeader: 'api-key' },
  levels: levelsOf('xiaomi-mimo'),
}
