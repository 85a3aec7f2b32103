import type { Body, Place } from '../body/body.ts'
import type { Finding } from '../core/vocabulary.ts'
import { fill } from '../rules/rule.ts'
import type { Entry } from './finding-log.ts'

/** What knows where values stand: a body, or what was noted of the events of a stream. */
export interface Places extends Pick<Body, 'locate'> {
  readonly fault?: Body['fault']
}

/** Puts what was reported into words, and says where it stands. */
export function findingsOf(entries: readonly Entry[], places: Places, side: Finding['side']): Finding[] {
  const found = places.locate(new Set(entries.map(({ pointer }) => pointer)))
  const fault: Place | undefined = places.fault?.location && { location: places.fault.location, excerpt: places.fault.excerpt! }
  return entries.map(({ rule, messageId, pointer, params, severity, more }): Finding => {
    const { text, hint } = rule.messages[messageId]!
    const place = fault ?? found.get(pointer)
    const others = more === undefined ? '' : ` ${more.toLocaleString('en-US')} more like it ${more === 1 ? 'was' : 'were'} found.`
    return {
      ruleId: rule.id,
      messageId,
      severity,
      side,
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
