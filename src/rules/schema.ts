import { nearestName } from '../core/nearest.ts'
import { child, valueAt } from '../core/pointer.ts'
import { asObject } from '../formats/shape.ts'
import type { SchemaFault } from '../schema/index.ts'
import { expectedTypes, listed, shownValue, withArticle } from './fault-words.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

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
      hint: '{advice}',
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
  checkRequest(request, report) {
    const { schemaFaults, isSettled, formatProfile, value } = request
    for (const name of formatProfile.required ?? []) {
      if (!Object.hasOwn(value, name)) report('required', '', { name, advice: 'Add it.' })
    }
    for (const fault of schemaFaults) {
      const place = fault.kind === 'required' ? child(fault.pointer, fault.name) : fault.pointer
      if (isSettled(place)) continue
      if (fault.kind === 'required') report('required', fault.pointer, { name: fault.name, advice: adviceForMissing(fault, request) })
      else if (fault.kind === 'type') {
        report('type', fault.pointer, { actual: withArticle(fault.actual), expected: expectedTypes(fault) })
      } else if (fault.kind === 'enum') {
        report('enum', fault.pointer, { value: shownValue(fault, request.body), allowed: listed(fault.allowed), advice: adviceFor(fault, request) })
      } else report('other', fault.pointer, { keyword: fault.keyword })
    }
  },
})

/** Without its tag nothing else of an object is looked at, so a misspelt tag is told here. */
function adviceForMissing({ pointer, name }: SchemaFault & { kind: 'required' }, { value, body }: RequestContext): string {
  const present = Object.keys(asObject(valueAt(value, pointer)) ?? {})
  const near = nearestName(name, present)
  return near === undefined ? 'Add it.' : `"${body.show(near)}" stands here: rename it, if it was meant to be this.`
}

function adviceFor({ value, allowed, pointer }: SchemaFault & { kind: 'enum' }, { format }: RequestContext): string {
  if (format.id === 'anthropic-messages' && value === '"tool"' && pointer.endsWith('/role')) {
    return 'Send the result as a block of type "tool_result" in a user message.'
  }
  const near = nearestName(value, allowed)
  return near === undefined ? 'Use one of them.' : `Did you mean "${near}"?`
}
