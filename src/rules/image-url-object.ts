import { asObject } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageUrlObject: Rule = defineRule({
  id: 'image-url-object',
  summary: 'Reports an `image_url` that is a string where an object with a `url` belongs.',
  messages: {
    'bare-string': {
      text: '`image_url` is a string, and an object is expected.',
      hint: 'Make it an object whose "url" is "{start}".',
      sources: [
        "OpenAI: Invalid type for 'messages[0].content[1].image_url': expected an object, but got a string instead, https://github.com/microsoft/promptflow/issues/3946",
        'Mistral takes a bare string (recorded 200, 2026-08)',
      ],
    },
  },
  checkRequest({ parts, body, settle }, report) {
    for (const part of parts) {
      const held = asObject(part.value)?.image_url
      if (part.type !== 'image_url' || typeof held !== 'string') continue
      report('bare-string', `${part.pointer}/image_url`, { start: body.show(held) })
      settle(`${part.pointer}/image_url`)
    }
  },
})
