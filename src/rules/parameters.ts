import { valuesAtPath } from '../formats/field-path.ts'
import { asObject } from '../formats/shape.ts'
import { nearestName } from '../core/nearest.ts'
import type { ParameterRange } from '../profiles/profile.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

const MIMO = 'Xiaomi MiMo, parameter tables, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03)'
const MIGRATION = 'https://platform.claude.com/docs/en/api/migration-2026-10-21'
const NEW_VERSION = '2026-10-21'

export const parameters: Rule = defineRule({
  id: 'parameters',
  summary: 'Reports parameters that leave their documented range, that have no effect, or that were removed.',
  messages: {
    'out-of-range': {
      text: '"{name}" is {value}, and {title} documents {range}.',
      hint: '{advice}',
      sources: [MIMO, 'https://github.com/openai/openai-openapi (2026-08-21)', 'Anthropic: `max_tokens` must be greater than `thinking.budget_tokens` (recorded 400)'],
    },
    ignored: {
      text: '"{name}" is documented to have no effect unless it is {honoured}.',
      hint: 'Do not count on it.',
      sources: [`${MIMO}: tool_choice other than auto is dropped`],
    },
    removed: {
      text: '{what} was removed with anthropic-version {version}.',
      hint: 'Leave it out, or send the version 2023-06-01 if you mean that one.',
      sources: [MIGRATION, 'https://platform.claude.com/docs/en/api/versioning'],
    },
  },
  checkRequest(request, report) {
    const { value, format, formatProfile, profile, body, isSettled } = request
    const version = request.http.headers?.['anthropic-version'] ?? value.anthropic_version
    // Which version it will be sent with is not known from the body alone.
    if (format.id === 'anthropic-messages' && (version === undefined || version === NEW_VERSION)) {
      for (const { pointer, what } of removedIn(request).filter((removed) => !isSettled(removed.pointer))) {
        report('removed', pointer, { what, version: NEW_VERSION }, version === NEW_VERSION ? 'error' : undefined)
      }
    }
    for (const { name, pointer, found, range } of rangedValues(request)) {
      if (isSettled(pointer)) continue
      if (range.honoured !== undefined) {
        const choice = asObject(found)?.type ?? found
        if (!range.honoured.includes(String(choice))) report('ignored', pointer, { name, honoured: range.honoured.join(' or ') })
        continue
      }
      const documented = outsideOf(found, range)
      if (documented === undefined) continue
      const shown = typeof found === 'string' ? `"${body.show(found)}"` : Array.isArray(found) ? `a list of ${found.length}` : String(found)
      const near = typeof found === 'string' ? nearestName(found, range.values ?? []) : undefined
      const advice = near === undefined ? 'Choose a value within it.' : `Did you mean "${near}"?`
      report('out-of-range', pointer, { name, value: shown, title: profile.title, range: documented, advice })
    }
    const budget = asObject(value.thinking)?.budget_tokens
    const limit = value.max_tokens
    if (!formatProfile.budgetBelowMaxTokens || typeof budget !== 'number' || typeof limit !== 'number') return
    if (budget < limit || isSettled('/thinking/budget_tokens')) return
    report('out-of-range', '/thinking/budget_tokens', {
      name: 'thinking.budget_tokens',
      value: budget,
      title: profile.title,
      range: `a number below max_tokens, which is ${limit}`,
      advice: 'Raise max_tokens or lower the budget.',
    })
  },
})

/** The values for which the profile documents something. */
function rangedValues({ value, formatProfile }: RequestContext): { name: string; pointer: string; found: unknown; range: ParameterRange }[] {
  return Object.entries(formatProfile.parameters).flatMap(([name, range]) =>
    valuesAtPath(value, name).map(({ pointer, value: found }) => ({ name, pointer, found, range })),
  )
}

function outsideOf(found: unknown, { min, max, values, maxItems }: ParameterRange): string | undefined {
  if (typeof found === 'number' && ((min !== undefined && found < min) || (max !== undefined && found > max))) {
    return min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`
  }
  if (typeof found === 'string' && values !== undefined && !values.includes(found)) return values.join(', ')
  return Array.isArray(found) && maxItems !== undefined && found.length > maxItems ? `at most ${maxItems} of them` : undefined
}

function removedIn({ value, parts }: RequestContext): { pointer: string; what: string }[] {
  const sampling = ['temperature', 'top_p', 'top_k'].filter((name) => Object.hasOwn(value, name))
  const blocks = parts.flatMap(({ type, role, container, value: part, pointer }) => {
    if (type === 'document' && role === 'assistant' && container === 'message') return [{ pointer, what: 'A document in an assistant message' }]
    const cited = type === 'text' && role === 'user' && Array.isArray(part.citations) && part.citations.length > 0
    return cited ? [{ pointer: `${pointer}/citations`, what: 'A list of citations in a user message' }] : []
  })
  return [...sampling.map((name) => ({ pointer: `/${name}`, what: `The parameter "${name}"` })), ...blocks]
}
