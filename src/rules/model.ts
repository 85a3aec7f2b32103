import { nearestName } from '../core/nearest.ts'
import { isListed } from '../profiles/models.ts'
import { defineRule, type Rule } from './rule.ts'

export const model: Rule = defineRule({
  id: 'model',
  summary: 'Reports a model that the profile does not list, or that takes no images.',
  messages: {
    unknown: {
      text: 'The model "{model}" is not in the list of {date}.',
      hint: '{advice}',
      sources: ['The model lists of the profiles, with their dates'],
    },
    'wrong-case': {
      text: 'The model is called "{listed}", not "{model}".',
      hint: 'Write it in lower case.',
      sources: ['Xiaomi MiMo: Not supported model MiMo-V2.5 (400)'],
    },
    'no-vision': {
      text: 'The model "{model}" takes no images, and this request holds {count}.',
      hint: 'Choose a model that sees ({seeing}), or take the images out of the whole history.',
      sources: [
        'Xiaomi MiMo: No endpoints found that support image input (404), https://platform.xiaomimimo.com/docs/en-US/quick-start/error-codes (2026-05-12)',
        'An image left in the history counts, https://github.com/XiaomiMiMo/MiMo/issues/79',
      ],
    },
  },
  checkRequest({ value, profile, images, body }, report) {
    const list = profile.models
    if (list === undefined || typeof value.model !== 'string') return
    const name = value.model
    const lower = name.toLowerCase()
    if (!isListed(name, list.listed)) {
      if (isListed(lower, list.listed)) report('wrong-case', '/model', { model: body.show(name), listed: lower })
      else {
        const near = nearestName(name, list.listed.filter((listed) => !listed.includes('*')))
        const advice = near === undefined ? 'Check the name, or the profile.' : `Did you mean "${near}"?`
        report('unknown', '/model', { model: body.show(name), date: list.date, advice })
      }
    }
    if (images.length > 0 && isListed(lower, list.textOnly)) {
      const seeing = list.listed.filter((listed) => !isListed(listed, list.textOnly)).join(', ')
      report('no-vision', '/model', { model: body.show(name), count: images.length === 1 ? 'one' : images.length, seeing })
    }
  },
})
