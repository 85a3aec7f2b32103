import { exchangesInHar } from './har-exchanges.ts'
import { RecordingStore, type Saved } from './store.ts'

/** What became of an entry of a HAR file. */
export interface Imported {
  /** Its number, from 0. */
  readonly entry: number
  readonly saved?: Saved
  /** Why it was not taken in, as a part of a sentence: `it has no response`. */
  readonly skipped?: string
}

/**
 * Takes the chat exchanges of a HAR file into a folder of recordings, whose `origin` is then `imported`. `secrets` are not stored.
 *
 * @throws PixpactError `unreadable-input` for a file that is no HAR, and what `RecordingStore` throws.
 */
export async function* importHar(path: string, dir: string, secrets: readonly string[] = []): AsyncGenerator<Imported> {
  const store = new RecordingStore(dir, { origin: 'imported', secrets })
  for await (const { entry, exchange, skipped } of exchangesInHar(path)) {
    if (exchange === undefined) yield { entry, skipped: skipped! }
    else yield { entry, saved: await store.save(exchange) }
  }
}
