import type { Body, Place } from '../body/body.ts'
import type { Finding } from '../core/vocabulary.ts'
import { fill } from '../rules/rule.ts'
import { comparePointers } from './compare-pointers.ts'
import type { Entry } from './finding-log.ts'

/** What knows where values stand: a body, or what was noted of the events of a stream. */
export interface Places extends Pick<Body, 'locate'> {
  readonly fault?: Body['fault']
}

/** Puts what was reported into words, and says where it stands. Sorted by pointer, rule and message. */
export function findingsOf(entries: readonly Entry[], places: Places, side: Finding['side']): Finding[] {
  const found = places.locate(new Set(entries.map(({ pointer }) => pointer)))
  const fault: Place | undefined = places.fault?.location && { location: places.fault.location, excerpt: places.fault.excerpt! }
  return entries
    .map(({ rule, messageId, pointer, params, severity }): Finding => {
      const { text, hint } = rule.messages[messageId]!
      const place = fault ?? found.get(pointer)
      return {
        ruleId: rule.id,
        messageId,
        severity,
        side,
        pointer,
        params,
        message: fill(text, params),
        hint: fill(hint, params),
        ...(place && { location: place.location, excerpt: place.excerpt }),
        docs: `docs/rules/${rule.id}.md`,
      }
    })
    .sort(byPlace)
}

function byPlace(a: Finding, b: Finding): number {
  const ids = (finding: Finding): string => `${finding.ruleId}/${finding.messageId}`
  return comparePointers(a.pointer, b.pointer) || (ids(a) < ids(b) ? -1 : ids(a) > ids(b) ? 1 : 0)
}
