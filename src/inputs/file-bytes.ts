import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { PixpactError } from '../core/errors.ts'

/** Bytes in chunks, each of which is good until the next one is asked for. */
export type Bytes = Iterable<Buffer> | AsyncIterable<Buffer>

/** Large enough that reading costs nothing, small enough to stay in the processor's cache. */
const CHUNK = 1 << 20
/** For small files, which may yet grow while they are read. */
const LEAST = 1 << 16

/**
 * The bytes of a file or pipe up to its end, wherever that is by then, read into the same memory again and again. Throws
 * `unreadable-input`.
 */
export function* bytesOfFile(path: string): Generator<Buffer> {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    // What is no regular file tells no size.
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(LEAST, fstatSync(file).size || CHUNK)))
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) yield chunk.subarray(0, read)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unreadable-input', `${path} cannot be read: ${why}.`, 'Check that the file is there and may be read.', { cause })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
