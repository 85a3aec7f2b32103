import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PixpactError } from '../core/errors.ts'
import { BLOBS } from './blobs.ts'
import { checkSecrets } from './credentials.ts'
import { driftBetween } from './drift.ts'
import { secretFinder } from './find-secrets.ts'
import { blobFile } from './image-endings.ts'
import { keyOf, subjectsOfRecorded } from './key.ts'
import { MOST_BYTES } from './limits.ts'
import { readRecording } from './load.ts'
import { checkName, ENDING } from './names.ts'
import type { Origin, Recording, RecordedRequest, WireExchange } from './recording.ts'
import { redact } from './redact.ts'
import { harText } from './to-har.ts'
import { storedOf } from './to-stored.ts'
import type { Blob } from './take-out.ts'
import { writeWhole } from './write-file.ts'

/** How a recording was saved: under which name, and what that did to the file. */
export interface Saved {
  readonly name: string
  readonly change: 'new' | 'unchanged' | 'changed'
}

export interface StoreOptions {
  /** Default: `live`. */
  readonly origin?: Origin
  /** Texts that must not be stored wherever they turn up, of at least 4 characters. */
  readonly secrets?: readonly string[]
}

/** A folder of recordings: `<dir>/<name>.har`, and the images beside them as `<dir>/blobs/<sha256>.<ending>`. */
export class RecordingStore {
  readonly #dir: string
  readonly #origin: Origin
  readonly #secrets: readonly string[]
  /** The names that were given, in lower case: some file systems do not tell letters of either case apart. */
  readonly #given = new Set<string>()
  #last: Promise<unknown> = Promise.resolve()

  /** The folder is made by the first `save`. Throws `usage` for a secret of less than 4 characters. */
  constructor(dir: string, { origin = 'live', secrets = [] }: StoreOptions = {}) {
    checkSecrets(secrets)
    this.#dir = dir
    this.#origin = origin
    this.#secrets = secrets
  }

  /**
   * Saves an exchange without its secrets. Where the recording of that name answers the same request by the same contract, its file
   * stays untouched. The first exchange that is saved under a name gets it, the next one `<name>-2`, and so on.
   * Default: the format, and the first 12 digits of the request's key. Several calls at once take turns.
   *
   * @throws PixpactError `bad-recording` for a name that cannot be one or for a body that is too large, and `unwritable-output`.
   */
  save(exchange: WireExchange, name?: string): Promise<Saved> {
    const saved = this.#last.then(() => this.#save(exchange, name))
    this.#last = saved.catch(() => undefined)
    return saved
  }

  async #save(exchange: WireExchange, wanted: string | undefined): Promise<Saved> {
    if (wanted !== undefined) checkName(wanted)
    const stored = storedOf(redact(exchange, this.#secrets), this.#origin)
    const name = this.#next(wanted ?? `${stored.format ?? 'request'}-${keyOfRecorded(stored.request).slice(0, 12)}`)
    const path = join(this.#dir, `${name}${ENDING}`)
    const before = await readRecording(path).catch(() => undefined)
    const text = harText(stored)
    if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge(path)
    // First the images: a recording never names one that is not there.
    for (const image of stored.images) await this.#writeImage(image)
    const isSound = before !== undefined && !(await this.#holdsSecrets(path))
    if (isSound && isSame(before, { name, ...stored })) return { name, change: 'unchanged' }
    const isNew = !(await exists(path))
    await writeWhole(path, text)
    return { name, change: isNew ? 'new' : 'changed' }
  }

  /** True for a file from before something was known to be secret, or that somebody wrote by hand. */
  async #holdsSecrets(path: string): Promise<boolean> {
    return secretFinder(this.#secrets)(await readFile(path, 'utf8')).length > 0
  }

  async #writeImage(image: Blob): Promise<void> {
    const path = join(this.#dir, BLOBS, blobFile(image))
    const there = await readFile(path).catch(() => undefined)
    if (there?.equals(image.bytes) !== true) await writeWhole(path, image.bytes)
  }

  #next(name: string): string {
    let free = name
    for (let times = 2; this.#given.has(free.toLowerCase()); times++) free = `${name}-${times}`
    this.#given.add(free.toLowerCase())
    return free
  }
}

function keyOfRecorded(request: RecordedRequest): string {
  return keyOf(subjectsOfRecorded(request)[0]!)
}

function isSame(before: Recording, now: Recording): boolean {
  return before.origin === now.origin && keyOfRecorded(before.request) === keyOfRecorded(now.request) && driftBetween(before, now).length === 0
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

function tooLarge(path: string): PixpactError {
  return new PixpactError(
    'bad-recording',
    `${path} would have more than ${MOST_BYTES.toLocaleString('en-US')} bytes, without its images.`,
    'No gateway takes a body of this size; record a smaller one.',
  )
}
