import { bodyOfSkeleton, type Body } from '../body/body.ts'
import { beginningAt } from '../body/locations.ts'
import { BodyScanner } from '../body/scanner.ts'
import type { Exchange } from '../core/vocabulary.ts'
import { requestOfLine } from './batch-line.ts'
import type { Bytes } from './file-bytes.ts'

const LINE_FEED = 0x0a

/**
 * The bodies in a file of one JSON value a line, or of one batch request a line, each forgotten before the next is read. A
 * raw line feed cannot stand inside a JSON string, so the lines part there, whatever is wrong with them.
 */
export async function* exchangesOfLines(path: string, bytes: Bytes): AsyncGenerator<Exchange<Body>> {
  let line = 1
  let scanner = new BodyScanner()
  const endLine = (): Exchange<Body>[] => {
    const body = bodyOfSkeleton(scanner.end(), beginningAt({ line, column: 1 }))
    scanner = new BodyScanner()
    const source = { path, line: line++ }
    return body.fault?.problem === 'empty' ? [] : [{ request: requestOfLine(body), source }]
  }
  for await (const chunk of bytes) {
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      scanner.push(chunk.subarray(start, end))
      yield* endLine()
      start = end + 1
    }
    scanner.push(chunk.subarray(start))
  }
  yield* endLine()
}
