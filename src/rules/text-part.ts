import { objectsIn, asString } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const textPart: Rule = defineRule({
  id: 'text-part',
  summary: 'Reports a user message with images and no text, and images that come behind the text.',
  messages: {
    missing: {
      text: 'The user message holds {count} and no text.',
      hint: 'Add a text part behind the images that says what to do with them.',
      sources: [
        'Xiaomi MiMo: `text` is not set (400, by a third party), and every documented sample has a text part',
        'OpenAI and Anthropic answered 200 to messages of images only (recorded)',
      ],
    },
    'image-after-text': {
      text: 'An image comes behind the text of its message.',
      hint: 'Put images before the text.',
      sources: [
        'The documented page: images stand before the text in every sample (2026-03-19)',
        'Claude works best when images come before text, https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)',
      ],
    },
  },
  checkRequest({ value, format, schemaFaults }, report) {
    const broken = new Set(schemaFaults.map(({ pointer }) => pointer.split('/', 4).join('/')))
    for (const [index, message] of objectsIn(value.messages)) {
      if (message.role !== 'user' || !Array.isArray(message.content)) continue
      const types = objectsIn(message.content).map(([at, part]) => ({ at, type: asString(part.type) }))
      // Text in the wrong form is another rule's matter.
      if (message.content.some((part: unknown) => typeof part === 'string')) continue
      const images = types.filter(({ type }) => type === format.imageType)
      if (images.length === 0) continue
      const firstText = types.find(({ type }) => type === 'text' || type === 'input_text')?.at
      // A tool result says what its images are for.
      const excused = types.some(({ type }) => type === 'tool_result')
      if (firstText === undefined) {
        if (!excused && !broken.has(`/messages/${index}/content`)) report('missing', `/messages/${index}/content`, { count: images.length === 1 ? 'an image' : `${images.length} images` })
        continue
      }
      // One word for the message: with interleaved texts every image but the first would be named.
      if (images[0]!.at > firstText) report('image-after-text', `/messages/${index}/content/${images[0]!.at}`, {})
    }
  },
})
