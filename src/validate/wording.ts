import type { Body } from '../body/body.ts'
import type { Finding } from '../core/vocabulary.ts'
import { fill } from '../rules/rule.ts'
import type { Entry } from './finding-log.ts'

/** Puts what was reported into words, and says where it stands. */
export function findingsOf(entries: readonly Entry[], body: Body): Finding[] {
  const places = body.locate(new Set(entries.map(({ pointer }) => pointer)))
  const fault = body.fault?.location && { location: body.fault.location, excerpt: body.fault.excerpt! }
  return entries.map(({ rule, messageId, pointer, params, severity, more }): Finding => {
    const { text, hint } = rule.messages[messageId]!
    const place = fault ?? places.get(pointer)
    const others = more === undefined ? '' : ` ${more.toLocaleString('en-US')} more like it ${more === 1 ? 'was' : 'were'} found.`
    return {
      ruleId: rule.id,
      messageId,
      severity,
      side: 'request',
      pointer,
      params,
      message: `${fill(text, params)}${others}`,
      hint: fill(hint, params),
      ...(place && { location: place.location, excerpt: place.excerpt }),
      ...(more !== undefined && { more }),
      docs: `docs/rules/${rule.id}.md`,
    }
  })
}
