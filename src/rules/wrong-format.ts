import type { FormatId } from '../core/vocabulary.ts'
import { FORMATS, otherFormat, requestValue } from '../formats/detect.ts'
import { FIRST_SYSTEM } from '../formats/openai-chat.ts'
import { defineRule, type Rule } from './rule.ts'

const EVIDENCE = [
  "OpenAI: Invalid value: 'image'. Supported values are: 'text' and 'image_url', https://github.com/aallam/openai-kotlin/issues/320",
  "Anthropic: Input tag 'image_url' found using 'type' does not match any of the expected tags, https://github.com/AstrBotDevs/AstrBot/issues/4444",
]

/** Parts that hold an image in an API other than the one at hand. The last two are of OpenAI's Responses API. */
const IMAGE_TYPES = ['image', 'image_url', 'input_image', 'input_text']

export const wrongFormat: Rule = defineRule({
  id: 'wrong-format',
  summary: 'Reports a body, or a part of one, that belongs to another API than the one it is for.',
  messages: {
    body: {
      text: 'This is a {found} body ({signs}), but {by} says {expected}.',
      hint: 'Send it to an endpoint for {found}, or convert it to {expected}.',
      sources: EVIDENCE,
    },
    part: {
      text: 'A part of type "{type}" belongs to {found}, and this is a {expected} body.',
      hint: 'Write it as {example}.',
      sources: EVIDENCE,
    },
    ambiguous: {
      text: 'The body does not tell which format it has; it is judged as {format}.',
      hint: 'Give --format, or the path it is sent to.',
      sources: ['A text-only body with model, messages and max_tokens is valid in both formats'],
    },
  },

  checkBody({ body, demanded, profile }, report) {
    const formats = Object.keys(profile.formats) as FormatId[]
    const only = formats.length === 1 ? { format: formats[0]!, by: `profile ${profile.id}` } : undefined
    const expectation = demanded ?? only
    const value = requestValue(body.value)
    if (expectation === undefined || value === undefined) return
    const expected = FORMATS[expectation.format]
    const found = otherFormat(expected)
    if (profile.formats[expected.id] === undefined) {
      report('body', '', { found: expected.title, signs: expectation.by, by: `profile ${profile.id}`, expected: found.title })
      return
    }
    const own = expected.signals(value)
    const foreign = found.signals(value)
    // A system prompt in the other format's place, and nothing else of it, is system-placement's.
    const onlySystem = foreign.parts.length === 0 && foreign.envelope.every((sign) => sign === 'system' || sign === FIRST_SYSTEM)
    if (onlySystem || foreign.envelope.length === 0 || own.envelope.length + own.parts.length > 0) return
    const signs = [...foreign.envelope, ...foreign.parts].slice(0, 3).join(', ')
    report('body', '', { found: found.title, expected: expected.title, signs, by: expectation.by })
  },

  checkRequest({ format, parts, ambiguous }, report) {
    if (ambiguous) report('ambiguous', '', { format: format.title })
    for (const { type, pointer } of parts) {
      if (!IMAGE_TYPES.includes(type) || type === format.imageType) continue
      const found = type.startsWith('input_') ? 'the Responses API' : otherFormat(format).title
      const example = type === 'input_text' ? '{"type": "text", "text": "…"}' : format.imageExample
      report('part', pointer, { type, found, expected: format.title, example })
    }
  },
})
