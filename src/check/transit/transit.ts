import type { Body } from '../../body/body.ts'
import type { FormatId, Finding } from '../../core/vocabulary.ts'
import type { CheckFinding } from '../causes.ts'
import type { Arrival } from '../provider/arrival.ts'
import { conversion } from './conversions.ts'
import { orderInTransit } from './order.ts'
import { picturesInTransit, type Served } from './pictures.ts'
import { rolesInTransit } from './roles.ts'
import { textsInTransit } from './texts.ts'
import { viewOf } from './view.ts'

/** What was sent, and for whom. */
export interface Sent {
  readonly body: Body
  readonly format: FormatId
  readonly upstream: FormatId
  readonly token: string
  readonly served: Served
}

/** What was lost, changed or invented between client and provider. One mistake is one cause: the first kind that is found counts. */
export function inTransit(sent: Sent, arrival: Arrival): CheckFinding[] {
  const whole = unconverted(sent, arrival)
  if (whole.length > 0) return whole
  const rules = conversion(sent.format, sent.upstream)
  const before = viewOf(sent.body, sent.format)
  const after = viewOf(arrival.body, sent.upstream)
  const pictures = picturesInTransit(before, after, rules, sent.served)
  if (pictures.length > 0) return pictures
  const others = [...textsInTransit(before, after, rules, sent.token), ...rolesInTransit(before, after, rules)]
  if (others.length > 0) return others
  const moved = orderInTransit(before, after, rules)
  return moved.length > 0 ? moved : rulesBroken(arrival.verdict.findings)
}

function unconverted({ format, upstream }: Sent, { path, calledAs, written }: Arrival): CheckFinding[] {
  if (format === upstream) return []
  if (calledAs !== upstream) return [{ cause: 'unconverted', message: `The provider speaks ${upstream}, and was called at ${path}.` }]
  return written === format ? [{ cause: 'unconverted', message: `The provider speaks ${upstream}, and the body that came to ${path} is one of ${format}.` }] : []
}

function rulesBroken(findings: readonly Finding[]): CheckFinding[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ ruleId, messageId, message, pointer }) => ({
      cause: 'upstream-invalid',
      about: `${ruleId}/${messageId} at ${generalised(pointer)}`,
      message: `${pointer === '' ? 'The converted body' : `At ${pointer} of the converted body`}: ${message}`,
    }))
}

/** A pointer that is the same wherever in a list something stands. */
export function generalised(pointer: string): string {
  return pointer === '' ? 'the body' : pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')
}
