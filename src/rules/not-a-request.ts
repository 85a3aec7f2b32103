import { nearestName } from '../core/nearest.ts'
import { requestValue } from '../formats/detect.ts'
import { asObject } from '../formats/shape.ts'
import { defineRule, type BodyContext, type Rule } from './rule.ts'

export const notARequest: Rule = defineRule({
  id: 'not-a-request',
  summary: 'Reports JSON that is no chat request of either format.',
  messages: {
    unrecognised: {
      text: 'This is no chat request: {found}.',
      hint: '{advice}',
      sources: [
        'https://github.com/openai/openai-openapi: messages is required',
        'https://platform.claude.com/docs/en/api/messages: messages is required',
      ],
    },
  },
  checkBody(context, report) {
    const { body, demanded } = context
    if (requestValue(body.value) !== undefined) return
    const value = asObject(body.value)
    const misspelt = nearestName('messages', Object.keys(value ?? {}))
    const found = value !== undefined ? 'it has no "messages"' : `it is ${Array.isArray(body.value) ? 'an array' : 'no object'}`
    const isMeant = demanded !== undefined || misspelt !== undefined
    report('unrecognised', '', { found, advice: adviceFor(context, value, misspelt) }, isMeant ? 'error' : 'info')
  },
})

function adviceFor(
  { body, demanded }: BodyContext,
  value: Readonly<Record<string, unknown>> | undefined,
  misspelt: string | undefined,
): string {
  if (misspelt !== undefined) return `"${body.show(misspelt)}" stands there: rename it to "messages".`
  if (value !== undefined && Object.hasOwn(value, 'input') && Object.hasOwn(value, 'model')) {
    return 'A body with "input" is for the Responses API, which is not judged here.'
  }
  return demanded === undefined
    ? 'It is skipped. Give --format if it was meant to be one.'
    : `It should be one, says ${demanded.by}. Send an object with "model" and "messages".`
}
