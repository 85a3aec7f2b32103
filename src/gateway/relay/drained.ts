import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Waits until a stream takes more, or takes nothing any more, or whoever sends went away. */
export async function drained(stream: Writable, gone: AbortSignal): Promise<void> {
  const done = new AbortController()
  const signal = AbortSignal.any([gone, done.signal])
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } catch {
    // Of what went wrong those hear who read from it.
  } finally {
    done.abort()
  }
}
