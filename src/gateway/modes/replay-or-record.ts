import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadRecordings, readRecording } from '../../recordings/load.ts'
import { Replayer } from '../../recordings/replay.ts'
import { answered, type Running, type Setting } from '../setting.ts'
import { errorAnswer } from '../simulate/simulate.ts'
import { unjudged } from '../judging.ts'
import { comeDown } from '../relay/come-down.ts'
import { sendUp, type Behind } from '../relay/trip.ts'
import { recorderOf } from './recorder.ts'
import { hitAnswer, lookUp } from './replaying.ts'
import type { Speed } from './replayed.ts'

export interface AutoOptions {
  readonly dir: string
  readonly secrets: readonly string[]
  readonly speed: Speed
}

/** `auto`: answers from the recordings in a folder; what is not there is asked for and recorded, and from then on it is there. */
export async function replayOrRecord(setting: Setting, behind: Behind, { dir, secrets, speed }: AutoOptions): Promise<Running> {
  let recordings = existsSync(dir) ? await loadRecordings(dir) : []
  let replayer = new Replayer(recordings)
  const onStored = async (name: string): Promise<void> => {
    const stored = await readRecording(join(dir, `${name}.har`))
    recordings = [...recordings.filter((known) => known.name !== name), stored]
    replayer = new Replayer(recordings)
  }
  const recorder = recorderOf({ dir, secrets, onStored })
  return {
    async answer(request, gone) {
      // Which recording is meant, only the whole body tells.
      const body: Buffer[] = []
      const looked = await lookUp(request, setting, () => replayer, (chunk) => body.push(chunk))
      if (looked === undefined || 'answer' in looked) return looked
      const { head, judged, found } = looked
      if ('recording' in found) return hitAnswer(looked, found, speed)
      const { method, path } = head
      const misnamed = recorder.nameMistake(head)
      if (misnamed !== undefined) return answered(errorAnswer(unjudged(head, setting), 'content', misnamed), { method, path, failure: misnamed })
      const trip = sendUp(request, head, behind, body, gone)
      return comeDown({ head, trip, judged, store: recorder.storing(head, trip, body) }, setting, gone)
    },
    close: () => behind.upstream.close(),
  }
}
