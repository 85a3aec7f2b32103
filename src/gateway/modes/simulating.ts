import { PixpactError } from '../../core/errors.ts'
import { holdsKey } from '../../rules/headers.ts'
import type { Answer } from '../answer.ts'
import { preflightAnswer } from '../cors.ts'
import { faultNamed, FaultPlan } from '../faults/fault-plan.ts'
import { noSuchFault } from '../faults/faults.ts'
import { headOf, type Shown } from '../head.ts'
import { judgedOf, reportOf, tooLong, unjudged } from '../judging.ts'
import { receive } from '../receive.ts'
import { answered, type Answered, type Running, type Setting } from '../setting.ts'
import { modelsAnswer } from '../simulate/models.ts'
import { errorAnswer, simulate, type Judged } from '../simulate/simulate.ts'

/** `simulate`: answers as the profile documents, or with the fault whose turn it is. Throws `usage` for faults that there are not. */
export function simulating(setting: Setting, choices: readonly string[]): Running {
  const { profile, maxRequestBytes } = setting
  const faults = new FaultPlan(choices)
  return {
    async answer(request) {
      const received = await receive(request, { limit: maxRequestBytes })
      if (received === 'gone') return undefined
      const head = headOf(request, setting)
      const { method, headers, shown, to } = head
      const refused = (kind: 'size' | 'auth' | 'route', reason?: string): Answered => answered(errorAnswer(unjudged(head, setting), kind, reason), shown)
      if (to === 'preflight') return answered(preflightAnswer(request), shown)
      if (received === 'too-large') return refused('size', tooLong(maxRequestBytes))
      if (to === 'models') return holdsKey(headers, 'anthropic-messages') ? answered(modelsAnswer(profile), shown) : refused('auth')
      if (method !== 'POST') return refused('route')
      const judged = judgedOf(head, received.skeleton, setting)
      if (judged instanceof PixpactError) return refused('size', judged.message)
      const honest = to === 'chat' ? simulate(judged) : errorAnswer(judged, 'route')
      return withFault(honest, judged, shown, headers['x-pixpact-fault'], faults)
    },
  }
}

/** The fault that the request itself asks for, else the one whose turn it is. */
function withFault(honest: Answer, judged: Judged, shown: Shown, asked: string | undefined, faults: FaultPlan): Answered {
  const report = reportOf(judged, shown)
  const planned = faults.next()
  const fault = asked === undefined ? planned : faultNamed(asked)
  if (fault === undefined) return answered(asked === undefined ? honest : noSuchFault(asked), { ...shown, report })
  const answer = fault.apply(honest, judged)
  return answered({ ...answer, headers: { ...answer.headers, 'x-pixpact-fault': fault.name } }, { ...shown, report, fault: fault.name })
}
