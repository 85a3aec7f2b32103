import { isListed } from '../profiles/models.ts'
import { asString } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageCount: Rule = defineRule({
  id: 'image-count',
  summary: 'Reports more images in one request than the profile allows.',
  messages: {
    'too-many': {
      text: 'The request holds {count} images, and {title} takes {limit}{why}.',
      hint: 'Drop images from the history; those in tool results count too.',
      sources: [
        'Anthropic: Too much media: 0 document pages + 103 images > 100, https://github.com/anthropics/claude-code/issues/3397',
        'Anthropic: 600, or 100 for models with a context of 200,000 tokens, https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)',
        'OpenAI: 1,500 images, https://developers.openai.com/api/docs/guides/images-vision (2026-09-29)',
      ],
    },
  },
  checkRequest({ parts, format, value, formatProfile: { limits }, profile, body }, report) {
    // Bedrock names its vendor and region before the model.
    const model = asString(value.model).replace(/^.*\banthropic\./, '')
    const ofModel = limits.imagesOfModels && isListed(model, limits.imagesOfModels.models) ? limits.imagesOfModels.images : undefined
    const limit = ofModel ?? limits.images
    const count = parts.filter(({ type }) => type === format.imageType).length
    if (limit === undefined || count <= limit) return
    report('too-many', '/messages', { count, title: profile.title, limit, why: ofModel === undefined ? '' : ` with ${body.show(model)}` })
  },
})
