import { nearestName } from '../core/nearest.ts'
import { child, parentOf } from '../core/pointer.ts'
import { undocumentedFields } from '../schema/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const unknownField: Rule = defineRule({
  id: 'unknown-field',
  summary: 'Reports a field that the profile does not document.',
  messages: {
    unknown: {
      text: '"{name}" is no field that {title} documents here.',
      hint: '{advice}',
      sources: [
        "OpenAI: Unknown parameter: 'cache_control', https://github.com/nadeko-bot/nadekobot/issues/34",
        'Anthropic: Extra inputs are not permitted, https://github.com/anthropics/claude-code/issues/4378',
      ],
    },
  },
  checkRequest({ format, formatProfile, profile, value, body, schemaFaults, settle, isSettled }, report) {
    const omitted = new Set(formatProfile.undocumented)
    const missing = new Set(schemaFaults.map((fault) => (fault.kind === 'required' ? child(fault.pointer, fault.name) : undefined)))
    for (const { pointer, name, known } of undocumentedFields(format.id, value, omitted)) {
      if (isSettled(pointer)) continue
      const near = nearestName(name, known)
      const meant = near === undefined ? undefined : child(parentOf(pointer)!, near)
      const advice = near === undefined ? 'Remove it.' : `Did you mean "${near}"?`
      // A misspelt name of a field that must be there is one fault, and never harmless.
      const replacesRequired = meant !== undefined && missing.has(meant)
      if (replacesRequired) settle(meant)
      report('unknown', pointer, { name: body.show(name), title: profile.title, advice }, replacesRequired ? 'error' : undefined)
    }
  },
})
