import { levelsOf } from './levels.ts'
import { UNDOCUMENTED_CHAT, UNDOCUMENTED_MESSAGES } from './mimo-fields.ts'
import type { Profile } from './profile.ts'

const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp']

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
  formats: {
    'openai-chat': { paths: ['/v1/chat/completions'], mediaTypes: MEDIA_TYPES, undocumented: UNDOCUMENTED_CHAT },
    'anthropic-messages': {
      paths: ['/anthropic/v1/messages', '/v1/messages'],
      mediaTypes: MEDIA_TYPES,
      undocumented: UNDOCUMENTED_MESSAGES,
    },
  },
  levels: levelsOf('shubiaobiao'),
}
