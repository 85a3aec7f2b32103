import { levelsOf } from './levels.ts'
import {
  MIMO_CHAT_PARAMETERS, MIMO_FEWEST_PIXELS, MIMO_MEDIA_TYPES, MIMO_MESSAGES_PARAMETERS, MIMO_MODELS, UNDOCUMENTED_CHAT, UNDOCUMENTED_MESSAGES,
} from './mimo.ts'
import type { ImageLimits, Profile } from './profile.ts'
import { MIMO_CHAT_RESPONSES, MIMO_MESSAGES_RESPONSES } from './responses.ts'

/** "The encoded string may not exceed 10 MB", nor may a file behind a URL. Neither unit nor prefix is said; see docs/decisions/004. */
const LIMITS: ImageLimits = {
  encodedChars: 10 * 2 ** 20,
  ambiguousFrom: 10 ** 7,
  urlBytes: 10 * 2 ** 20,
  urlBytesAmbiguousFrom: 10 ** 7,
  fewestPixels: MIMO_FEWEST_PIXELS,
}

/** The gateway of the documented page, which resells Xiaomi MiMo. */
export const shubiaobiao: Profile = {
  id: 'shubiaobiao',
  title: 'the documented gateway (Xiaomi MiMo)',
  date: '2026-03-19',
  sources: [
    {
      title: '图片传入方式 (how to pass images)',
      url: 'https://s.apifox.cn/857bbeda-4d20-46f7-b385-28c2290618f3/doc-8350582',
      date: '2026-03-19',
    },
    { title: 'Xiaomi MiMo, OpenAI API', url: 'https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api', date: '2026-06-03' },
    { title: 'Xiaomi MiMo, Anthropic API', url: 'https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api', date: '2026-06-03' },
  ],
  hosts: ['api.shubiaobiao.com'],
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
      paths: ['/anthropic/v1/messages', '/v1/messages'],
      required: ['model'],
      mediaTypes: MIMO_MEDIA_TYPES,
      imageSources: ['base64', 'url'],
      limits: LIMITS,
      parameters: MIMO_MESSAGES_PARAMETERS,
      undocumented: UNDOCUMENTED_MESSAGES,
      responses: MIMO_MESSAGES_RESPONSES,
    },
  },
  // The documented page.
  samples: { model: 'mimo-v2-omni', keyVariable: 'MIMO_API_KEY', keyHeader: 'api-key' },
  levels: levelsOf('shubiaobiao'),
}
