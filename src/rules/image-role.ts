import { defineRule, type Rule } from './rule.ts'

export const imageRole: Rule = defineRule({
  id: 'image-role',
  summary: 'Reports an image in a message whose role may not hold one.',
  messages: {
    'not-allowed': {
      text: 'An image stands in a message of role "{role}"; {allowed}.',
      hint: 'Move it to a user message.',
      sources: [
        "OpenAI: Image URLs are only allowed for messages with role 'user', https://github.com/openai/openai-node/issues/1030",
        'Xiaomi MiMo, OpenAI API: only user messages list image_url, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03)',
        'Amazon Bedrock: you can only include images and documents if the role is user',
      ],
    },
    tool: {
      text: 'An image stands in a message of role "tool", which some models and vendors refuse.',
      hint: 'Put the text of the result here and the image into a user message that follows.',
      sources: [
        'OpenAI: 400 on gpt-4o-mini (recorded 2025-08-08), 200 on gpt-4.1-nano (2025-08-20) and gpt-5-nano (2026-06)',
        'Xiaomi MiMo: 400 `text` is not set, https://github.com/XiaomiMiMo/MiMo/issues/44',
      ],
    },
  },
  checkRequest({ format, parts, settle }, report) {
    for (const { type, role, container, pointer } of parts) {
      if (type !== format.imageType) continue
      if (format.id === 'openai-chat' && role === 'tool') report('tool', pointer, {})
      // A role that does not exist is the schema's.
      else if (role !== 'user' && (container === 'system' || ROLES_WITHOUT_IMAGES.includes(role))) {
        report('not-allowed', pointer, { role, allowed: ALLOWED[format.id] })
        settle(`${pointer}/type`)
      }
    }
  },
})

// A function message takes no parts at all, which is the schema's.
const ROLES_WITHOUT_IMAGES = ['system', 'developer', 'assistant']
const ALLOWED = {
  'openai-chat': 'only user messages hold images',
  'anthropic-messages': 'only user messages and the tool results in them hold images',
}
