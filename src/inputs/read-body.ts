import { closeSync, openSync, readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { bodyOfSkeleton, type Body } from '../body/body.ts'
import { BodyScanner } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'

/** Large enough that reading costs nothing, small enough to stay in the processor's cache. */
const CHUNK = 1 << 20
let chunk: Buffer | undefined

/** Reads the body in a file, piece by piece into the same memory. Throws `unreadable-input`. */
export function readFileBody(path: string): Body {
  chunk ??= Buffer.allocUnsafe(CHUNK)
  const scanner = new BodyScanner()
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) scanner.push(chunk.subarray(0, read))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unreadable-input', `${path} cannot be read: ${why}.`, 'Check that the file is there and may be read.', { cause })
  } finally {
    if (file !== undefined) closeSync(file)
  }
  return bodyOfSkeleton(scanner.end())
}

/** Reads the body that arrives in a stream of bytes. */
export async function readStreamBody(stream: Readable): Promise<Body> {
  const scanner = new BodyScanner()
  for await (const piece of stream) scanner.push(piece as Buffer)
  return bodyOfSkeleton(scanner.end())
}
