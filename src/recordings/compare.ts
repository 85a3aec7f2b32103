import { stat } from 'node:fs/promises'
import { driftBetween, type Drift } from './drift.ts'
import { keyOf, subjectsOfRecorded } from './key.ts'
import { loadRecordings, readRecording } from './load.ts'
import type { Recording } from './recording.ts'

/** Two recordings of one request, and where their contracts differ. */
export interface Comparison {
  readonly old: Recording
  readonly new: Recording
  readonly drift: readonly Drift[]
}

/** What became of the recordings in a folder. */
export interface Comparisons {
  readonly compared: readonly Comparison[]
  /** Those that have no counterpart. */
  readonly onlyOld: readonly Recording[]
  readonly onlyNew: readonly Recording[]
}

/**
 * Compares two recordings by their files, or those in two folders: those of the same request, in their order, and then those of the same name.
 *
 * @throws PixpactError `bad-recording`.
 */
export async function compareRecordings(old: string, now: string): Promise<Comparisons> {
  const [before, after] = [await recordingsAt(old), await recordingsAt(now)]
  if (before.single !== undefined && after.single !== undefined) return { compared: [comparison(before.single, after.single)], onlyOld: [], onlyNew: [] }
  const pairs = new Map<Recording, Recording>()
  const left = new Set(after.recordings)
  for (const match of [sameKey, sameName]) {
    const found = Map.groupBy(left, match)
    for (const one of before.recordings) {
      const counterpart = pairs.has(one) ? undefined : found.get(match(one))?.shift()
      if (counterpart === undefined) continue
      pairs.set(one, counterpart)
      left.delete(counterpart)
    }
  }
  return {
    compared: before.recordings.flatMap((one) => (pairs.has(one) ? [comparison(one, pairs.get(one)!)] : [])),
    onlyOld: before.recordings.filter((one) => !pairs.has(one)),
    onlyNew: [...left],
  }
}

function comparison(old: Recording, now: Recording): Comparison {
  return { old, new: now, drift: driftBetween(old, now) }
}

async function recordingsAt(path: string): Promise<{ readonly recordings: readonly Recording[]; readonly single?: Recording }> {
  const isFile = await stat(path).then((found) => found.isFile(), () => path.endsWith('.har'))
  if (!isFile) return { recordings: await loadRecordings(path) }
  const single = await readRecording(path)
  return { recordings: [single], single }
}

function sameKey({ request }: Recording): string {
  return keyOf(subjectsOfRecorded(request)[0]!)
}

function sameName({ name }: Recording): string {
  return name
}
