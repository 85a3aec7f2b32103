import { nearestName } from '../core/nearest.ts'
import { asObject } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageDetail: Rule = defineRule({
  id: 'image-detail',
  summary: 'Reports a `detail` that has no documented value, or that the profile does not document.',
  messages: {
    value: {
      text: '"detail" is {value}, and the documented values are {documented}.',
      hint: '{advice}',
      sources: ['https://github.com/openai/openai-openapi (2026-08-21)', '"original": types of the openai package since 7.26.0 (2026-10-01)'],
    },
    undocumented: {
      text: '"detail" is not documented by {title}.',
      hint: 'Leave it out, or do not count on it.',
      sources: ['Xiaomi MiMo, OpenAI API: image_url has only url, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03)'],
    },
  },
  checkRequest({ parts, format, formatProfile: { details }, profile, body, isSettled }, report) {
    if (details === undefined || format.id !== 'openai-chat') return
    for (const { type, value, pointer } of parts) {
      const held = type === 'image_url' ? asObject(value.image_url) : undefined
      if (held === undefined || isSettled(pointer)) continue
      const detail = held.detail
      const known = details.length === 0 ? DETAILS : details
      if (typeof detail === 'string' && known.includes(detail)) {
        if (details.length === 0) report('undocumented', `${pointer}/image_url/detail`, { title: profile.title })
      } else if (typeof detail === 'string') {
        const near = nearestName(detail, known)
        const advice = near === undefined ? 'Use one of them, or leave it out.' : `Did you mean "${near}"?`
        report('value', `${pointer}/image_url/detail`, { value: `"${body.show(detail)}"`, documented: known.join(', '), advice })
      }
    }
  },
})

/** OpenAI's values, which are meant wherever the field is sent at all. */
const DETAILS = ['auto', 'low', 'high', 'original']
