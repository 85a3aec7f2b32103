import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { CaseResult } from '../result.ts'
import { verdictOn } from '../verdict.ts'
import type { Asked } from './ask.ts'
import type { Cell } from './cells.ts'
import type { NoReply, Reply } from './send.ts'

/** What became of a case that was sent. */
export function resultOf(cell: Cell, asked: Asked): CaseResult {
  return judged(cell, asked.reply, findingsOf(cell, asked))
}

/** What became of a case that was answered, and behind which the gateway went down all the same. */
export function lateCrash(cell: Cell, { reply }: Asked): CaseResult {
  return judged(cell, reply, [{ cause: 'crashed', message: `Soon after this case nobody listened any more. ${seen(reply)}` }])
}

/** What became of a case that was not sent, or not for as long as it takes. */
export function notRun({ route, checked }: Cell, reason: string): CaseResult {
  return { route: route.name, id: checked.id, status: 'not-run', findings: [], reason: printable(reason) }
}

function judged({ route, checked }: Cell, reply: Reply | NoReply, findings: CheckFinding[]): CaseResult {
  return { route: route.name, id: checked.id, status: findings.length > 0 ? 'failed' : 'passed', ...('status' in reply && { answered: reply.status }), findings }
}

function findingsOf({ route, checked }: Cell, { reply, written, arrivals, gateway }: Asked): CheckFinding[] {
  if (gateway === 'down') return [{ cause: 'crashed', message: `Nobody listens any more after this case. ${seen(reply)}` }]
  if ('why' in reply) return [{ cause: 'no-answer', about: reply.why, message: printable(reply.message) }]
  return verdictOn({ route, checked, ...written, reply, ...(arrivals && { arrivals }) })
}

function seen(reply: Reply | NoReply): string {
  return printable('status' in reply ? `It had answered ${reply.status}${reply.cut ? ', and not to the end' : ''}.` : reply.message)
}
