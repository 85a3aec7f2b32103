import { nearestName } from '../core/nearest.ts'
import { child, parentOf, valueAt } from '../core/pointer.ts'
import { asObject } from '../formats/shape.ts'
import { undocumentedFields, type UndocumentedField } from '../schema/index.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

export const unknownField: Rule = defineRule({
  id: 'unknown-field',
  summary: 'Reports a field that the profile does not document.',
  messages: {
    unknown: {
      text: '"{name}" is no {what} that {title} documents here.',
      hint: '{advice}',
      sources: [
        "OpenAI: Unknown parameter: 'cache_control', https://github.com/nadeko-bot/nadekobot/issues/34",
        'Anthropic: Extra inputs are not permitted, https://github.com/anthropics/claude-code/issues/4378',
      ],
    },
  },
  checkRequest(request, report) {
    const { profile, value, body, isSettled, settle } = request
    const missing = missingNames(request)
    const done = new Set<string>()
    const title = profile.title

    let hasSome = false
    for (const field of unknownIn(request)) {
      hasSome = true
      if (!isTypeOfItsPart(field, value) || isSettled(field.pointer)) continue
      // The whole part is of a kind that is not documented: one word for it, none for its other fields.
      report('unknown', child(parentOf(field.pointer)!, 'type'), { name: field.name, what: 'type', title, advice: 'Leave it out.' })
      settle(parentOf(field.pointer)!)
    }
    for (const { pointer, name, known } of hasSome ? unknownIn(request) : []) {
      if (isSettled(pointer)) continue
      // What a field holds that should not be there is no matter.
      settle(pointer)
      const parent = parentOf(pointer)!
      if (done.has(parent)) continue
      const lacking = missing.get(parent) ?? []
      const near = body.show(name) === name ? nearestName(name, known) : undefined
      const parameters = { name: body.show(name), what: 'field', title }
      if (lacking.length === 0) {
        report('unknown', pointer, { ...parameters, advice: near === undefined ? 'Remove it.' : `Did you mean "${near}"?` })
        continue
      }
      // An object that lacks fields and has others instead has one fault: a name or its type is wrong. It is never harmless.
      const advice =
        near !== undefined
          ? `Did you mean "${near}"?`
          : lacking.length === 1
            ? `"${lacking[0]}" is missing here: rename this to it, or put this inside of it.`
            : `${lacking.map((one) => `"${one}"`).join(' and ')} are missing here: check the type, or the names.`
      report('unknown', pointer, { ...parameters, advice }, 'error')
      for (const one of lacking) settle(child(parent, one))
      done.add(parent)
    }
  },
})

function unknownIn({ format, formatProfile, value }: RequestContext): Iterable<UndocumentedField> {
  return undocumentedFields(format.id, value, new Set(formatProfile.undocumented), new Set(formatProfile.additional))
}

/** A part or tool such as `{"type": "video_url", "video_url": …}` where `video_url` is not documented. */
function isTypeOfItsPart({ pointer, name, path }: UndocumentedField, value: unknown): boolean {
  return /^(?:messages\[\]\.content|tools)\[\]\.\w+$/.test(path) && asObject(valueAt(value, parentOf(pointer)!))?.type === name
}

/** The names that the schema misses, by the pointer of their object. */
function missingNames({ schemaFaults }: RequestContext): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const fault of schemaFaults) {
    if (fault.kind === 'required') names.set(fault.pointer, [...(names.get(fault.pointer) ?? []), fault.name])
  }
  return names
}
