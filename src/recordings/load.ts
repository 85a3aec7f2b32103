import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { valueAt } from '../core/pointer.ts'
import type { KitFile } from '../kit-files/kit-file.ts'
import { mistakesError, shapeMistakes } from '../kit-files/mistakes.ts'
import { readJson } from '../kit-files/read-json.ts'
import { recordingFaults } from '../schema/recording-faults.ts'
import { badRecording } from './bad-recording.ts'
import { blobReader } from './blobs.ts'
import { requestIn, responseIn } from './from-har.ts'
import type { HarFile } from './har-types.ts'
import { MOST_BYTES } from './limits.ts'
import { checkName, compareNames, ENDING } from './names.ts'
import type { Recording } from './recording.ts'

const RECORDING: KitFile = {
  noun: 'recording',
  code: 'bad-recording',
  schema: 'schemas/kit/recording.schema.json',
  ifUnreadable: 'Check that the file is there and may be read.',
}

/**
 * Reads all recordings in a folder, sorted by name: `a-2` comes before `a-10`. None where there is no such folder.
 *
 * @throws PixpactError `bad-recording` for the first that cannot be used, with its file and the place in it.
 */
export async function loadRecordings(dir: string): Promise<readonly Recording[]> {
  const recordings: Recording[] = []
  for (const file of await recordingFiles(dir)) recordings.push(await readRecording(file))
  return recordings
}

/**
 * Reads one recording. The images of its request stay where they are, those of its answer are read.
 *
 * @throws PixpactError `bad-recording`.
 */
export async function readRecording(path: string): Promise<Recording> {
  return recordingIn(await readHarFile(path), path)
}

/** The file of a recording as it stands there, once it is found to fit its schema. Throws `bad-recording`. */
export async function readHarFile(path: string): Promise<HarFile> {
  checkName(basename(path, ENDING))
  await checkSize(path)
  const file = readJson(path, RECORDING)
  const entry: unknown = valueAt(file, '/log/entries/0')
  if (entry !== undefined && valueAt(entry, '/_pixpact') === undefined) {
    throw badRecording(path, '/log/entries/0', 'has no "_pixpact": it was not recorded by pixpact', 'Take it in with "pixpact recordings import".')
  }
  const mistakes = shapeMistakes(recordingFaults(file))
  if (mistakes.length > 0) throw mistakesError(RECORDING, path, mistakes)
  return file as HarFile
}

/** The recording in such a file. Throws `bad-recording`. */
export async function recordingIn(file: HarFile, path: string): Promise<Recording> {
  const [entry] = file.log.entries
  const startedAt = new Date(entry.startedDateTime)
  if (Number.isNaN(startedAt.getTime())) throw badRecording(path, '/log/entries/0/startedDateTime', `is ${entry.startedDateTime}, which is no time`)
  return {
    name: basename(path, ENDING),
    origin: entry._pixpact.origin,
    startedAt,
    request: requestIn(entry, path),
    response: await responseIn(entry, path, blobReader(dirname(path), path)),
  }
}

/** The files of recordings in a folder, sorted by name. */
export async function recordingFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw badRecording(dir, '', `cannot be read: ${cause.message}`, 'Name a folder that may be read.', cause)
  })
  const own = names.filter((name) => name.endsWith(ENDING) && !name.startsWith('.'))
  return own.map((name) => basename(name, ENDING)).sort(compareNames).map((name) => join(dir, `${name}${ENDING}`))
}

async function checkSize(path: string): Promise<void> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw badRecording(path, '', `cannot be read: ${cause.message}`, RECORDING.ifUnreadable, cause)
  })
  if (!found.isFile()) throw badRecording(path, '', 'is no file')
  if (found.size <= MOST_BYTES) return
  throw badRecording(path, '', `has ${found.size.toLocaleString('en-US')} bytes, and at most ${MOST_BYTES.toLocaleString('en-US')} are read`)
}
