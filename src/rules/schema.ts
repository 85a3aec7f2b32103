import { nearestName } from '../core/nearest.ts'
import { child } from '../core/pointer.ts'
import { defineRule, type Rule } from './rule.ts'

const SCHEMAS = [
  'schemas/openai-chat/request.schema.json, after https://github.com/openai/openai-openapi (2026-08-21)',
  'schemas/anthropic-messages/request.schema.json, after the types of @anthropic-ai/sdk 1.12.0 (2026-11-20)',
]

export const schema: Rule = defineRule({
  id: 'schema',
  summary: "Reports what the format's JSON Schema refuses and no other rule has a word for.",
  messages: {
    required: {
      text: '"{name}" is missing here.',
      hint: 'Add it.',
      sources: SCHEMAS,
    },
    type: {
      text: 'This is {actual}, and {expected} is expected.',
      hint: 'Change the value, or leave the field out where it is optional.',
      sources: SCHEMAS,
    },
    enum: {
      text: '{value} is none of the values that are known here: {allowed}.',
      hint: '{advice}',
      sources: SCHEMAS,
    },
    other: {
      text: 'The value does not fit the schema (keyword "{keyword}").',
      hint: 'Compare it with the schema of the format.',
      sources: SCHEMAS,
    },
  },
  checkRequest({ schemaFaults, isSettled }, report) {
    for (const fault of schemaFaults) {
      const place = fault.kind === 'required' ? child(fault.pointer, fault.name) : fault.pointer
      if (isSettled(place)) continue
      if (fault.kind === 'required') {
        report('required', fault.pointer, { name: fault.name })
      } else if (fault.kind === 'type') {
        report('type', fault.pointer, { actual: fault.actual, expected: fault.expected.join(' or ') })
      } else if (fault.kind === 'enum') {
        const near = nearestName(fault.value, fault.allowed)
        report('enum', fault.pointer, {
          value: fault.value,
          allowed: fault.allowed.join(', '),
          advice: near === undefined ? 'Use one of them.' : `Did you mean "${near}"?`,
        })
      } else report('other', fault.pointer, { keyword: fault.keyword })
    }
  },
})
