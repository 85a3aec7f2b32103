import { join } from 'node:path'
import { loadRecordings, readRecording } from '../../recordings/load.ts'
import { ENDING } from '../../recordings/names.ts'
import type { Recording } from '../../recordings/recording.ts'
import { Replayer, type Hit, type Miss, type ReplayRequest } from '../../recordings/replay.ts'
import { unjudged } from '../judging.ts'
import { comeDown } from '../relay/come-down.ts'
import { sendUp, type Behind } from '../relay/trip.ts'
import { answered, type Running, type Setting } from '../setting.ts'
import { errorAnswer } from '../simulate/simulate.ts'
import { recorderOf } from './recorder.ts'
import { checkReplayable } from './replayable.ts'
import { hitAnswer, lookUp, type ReplayingOptions } from './replaying.ts'

/** `auto`: answers from the recordings in a folder; what is not there is asked for and recorded, and from then on it is there. */
export async function replayOrRecord(setting: Setting, behind: Behind, { dir, secrets, speed }: ReplayingOptions): Promise<Running> {
  const recordings = await loadRecordings(dir)
  recordings.forEach(checkReplayable)
  const there = new Replayer(recordings, { secrets })
  const made: Recording[] = []
  let lately = new Replayer([])
  const recorder = recorderOf({
    dir,
    secrets,
    async onStored(name) {
      made.push(await readRecording(join(dir, name + ENDING)))
      lately = new Replayer(made, { secrets })
    },
  })
  const find = (asked: ReplayRequest): Hit | Miss => {
    const found = there.answerTo(asked)
    return 'recording' in found ? found : lately.answerTo(asked)
  }
  return {
    async answer(request, gone) {
      // Which recording is meant, only the whole body tells.
      const body: Buffer[] = []
      const looked = await lookUp(request, setting, secrets, find, (chunk) => body.push(chunk))
      if (looked === undefined || 'answer' in looked) return looked
      const { head, judged, found } = looked
      if ('recording' in found) return hitAnswer(looked, found, speed)
      const misnamed = recorder.nameMistake(head)
      if (misnamed !== undefined) return answered(errorAnswer(unjudged(head, setting), 'content', misnamed), { ...head.shown, failure: misnamed })
      const trip = sendUp(request, head, behind, body, gone)
      return comeDown({ head, trip, judged, store: recorder.storing(head, trip, body) }, setting, gone)
    },
    close: () => behind.upstream.close(),
  }
}
