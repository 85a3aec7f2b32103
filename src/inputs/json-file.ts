import { bodyOfSkeleton, type Body } from '../body/body.ts'
import { BodyScanner } from '../body/scanner.ts'
import type { Exchange } from '../core/vocabulary.ts'
import type { Bytes } from './file-bytes.ts'

/** The one body that a JSON file is. */
export async function* exchangeOfJson(path: string, bytes: Bytes): AsyncGenerator<Exchange<Body>> {
  const scanner = new BodyScanner()
  for await (const chunk of bytes) scanner.push(chunk)
  yield { request: { body: bodyOfSkeleton(scanner.end()) }, source: { path } }
}
