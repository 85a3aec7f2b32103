import type { IncomingMessage } from 'node:http'
import { bodyOfSkeleton } from '../../body/body.ts'
import { PixpactError } from '../../core/errors.ts'
import { recordingDigestWithout } from '../../recordings/digest.ts'
import { loadRecordings } from '../../recordings/load.ts'
import { Replayer, type Hit, type Miss, type ReplayRequest } from '../../recordings/replay.ts'
import { preflightAnswer } from '../cors.ts'
import { headOf, type Head } from '../head.ts'
import { judgedOf, reportOf, unjudged } from '../judging.ts'
import { receive } from '../receive.ts'
import { answered, type Answered, type Running, type Setting } from '../setting.ts'
import { errorAnswer, type Judged } from '../simulate/simulate.ts'
import { tooLarge } from './relaying.ts'
import { checkReplayable } from './replayable.ts'
import { replayed, type Speed } from './replayed.ts'

export interface ReplayingOptions {
  readonly dir: string
  /** What was kept out of the recordings. */
  readonly secrets: readonly string[]
  readonly speed: Speed
}

/** `replay`: answers from the recordings in a folder. Throws `no-input` where there are none, and what `loadRecordings` does. */
export async function replaying(setting: Setting, { dir, secrets, speed }: ReplayingOptions): Promise<Running> {
  const recordings = await loadRecordings(dir)
  if (recordings.length === 0) {
    throw new PixpactError('no-input', `There are no recordings in ${dir}.`, 'Make some in mode record, or name the folder that they are in.')
  }
  recordings.forEach(checkReplayable)
  const replayer = new Replayer(recordings, { secrets })
  return {
    async answer(request) {
      const looked = await lookUp(request, setting, secrets, (asked) => replayer.answerTo(asked))
      if (looked === undefined || 'answer' in looked) return looked
      const { found } = looked
      return 'recording' in found ? hitAnswer(looked, found, speed) : missAnswer(looked, found, setting)
    },
  }
}

/** A request that was looked up among the recordings. */
export interface LookedUp {
  readonly head: Head
  readonly judged: Judged | undefined
  readonly found: Hit | Miss
}

/** Takes in a request and looks for its recording; an answer where there is nothing to look for. */
export async function lookUp(
  request: IncomingMessage,
  setting: Setting,
  secrets: readonly string[],
  find: (asked: ReplayRequest) => Hit | Miss,
  each?: (chunk: Buffer) => void,
): Promise<LookedUp | Answered | undefined> {
  const received = await receive(request, { limit: setting.maxRequestBytes, digest: recordingDigestWithout(secrets), ...(each && { each }) })
  if (received === 'gone') return undefined
  const head = headOf(request, setting)
  const { method, target, headers, shown } = head
  if (head.to === 'preflight') return answered(preflightAnswer(request), shown)
  if (received === 'too-large') return tooLarge(head, setting)
  const judged = method === 'POST' ? judgedOf(head, received.skeleton, setting) : undefined
  if (judged instanceof PixpactError) return tooLarge(head, setting, judged.message)
  const found = find({ method, path: target, headers, body: bodyOfSkeleton(received.skeleton) })
  return { head, judged, found }
}

export function hitAnswer({ head: { shown }, judged }: Pick<LookedUp, 'head' | 'judged'>, { recording }: Hit, speed: Speed): Answered {
  return answered(replayed(recording, speed), { ...shown, ...(judged && { report: reportOf(judged, shown) }), recording: recording.name })
}

export function missAnswer({ head, judged }: Pick<LookedUp, 'head' | 'judged'>, { message }: Miss, setting: Setting): Answered {
  const { shown } = head
  const error = errorAnswer(judged ?? unjudged(head, setting), 'no-recording', `pixpact: ${message}`)
  // Asking again would find nothing either. Both SDKs go by this header.
  const answer = { ...error, headers: { ...error.headers, 'x-should-retry': 'false' } }
  return answered(answer, { ...shown, ...(judged && { report: reportOf(judged, shown) }), failure: message })
}
