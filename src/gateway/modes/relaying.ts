import { PixpactError } from '../../core/errors.ts'
import { preflightAnswer } from '../cors.ts'
import { headOf, type Head } from '../head.ts'
import { judgedOf, tooLong, unjudged } from '../judging.ts'
import { comeDown } from '../relay/come-down.ts'
import { passUp, type Behind } from '../relay/trip.ts'
import { answered, type Answered, type Running, type Setting } from '../setting.ts'
import { errorAnswer, type Judged } from '../simulate/simulate.ts'
import type { Recorder } from './recorder.ts'

/** `forward`, and with a recorder `record`: passes requests on while they arrive, and answers while they come. */
export function relaying(setting: Setting, behind: Behind, recorder?: Recorder): Running {
  const { maxRequestBytes } = setting
  return {
    async answer(request, gone) {
      const head = headOf(request, setting)
      const { method, shown } = head
      if (head.to === 'preflight') return answered(preflightAnswer(request), shown)
      const misnamed = recorder?.nameMistake(head)
      if (misnamed !== undefined) return answered(errorAnswer(unjudged(head, setting), 'content', misnamed), { ...shown, failure: misnamed })
      if (Number(request.headers['content-length']) > maxRequestBytes) return tooLarge(head, setting)
      const body: Buffer[] = []
      const { received, trip } = await passUp(request, head, behind, { limit: maxRequestBytes, ...(recorder && { keep: (chunk) => body.push(chunk) }) }, gone)
      if (received === 'gone') return undefined
      if (received === 'too-large') return tooLarge(head, setting)
      const judged = method === 'POST' ? judgedOf(head, received.skeleton, setting) : undefined
      const store = recorder && recorder.storing(head, trip, body)
      return comeDown({ head, trip, ...judgedOrNot(judged), ...(store && { store }) }, setting, gone)
    },
    close: () => behind.upstream.close(),
  }
}

/** What cannot be judged is passed on all the same, but does not pass for judged. */
export function judgedOrNot(judged: Judged | PixpactError | undefined): { readonly judged: Judged | undefined; readonly failure?: string } {
  return judged instanceof PixpactError ? { judged: undefined, failure: `not judged: ${judged.message}` } : { judged }
}

export function tooLarge(head: Head, setting: Setting, reason: string = tooLong(setting.maxRequestBytes)): Answered {
  return answered(errorAnswer(unjudged(head, setting), 'size', reason), head.shown)
}
