import { bodyOf, bodyOfSkeleton, type Body } from '../body/body.ts'
import { foreignBytes } from '../body/foreign-bytes.ts'
import { beginningAt } from '../body/locations.ts'
import { BodyScanner } from '../body/scanner.ts'
import type { Exchange } from '../core/vocabulary.ts'
import { requestOfLine } from './batch-line.ts'
import type { Bytes } from './file-bytes.ts'

const LINE_FEED = 0x0a
const WHITE_SPACE = [...' \t\r'].map((space) => space.charCodeAt(0))

/**
 * The bodies in a file of one JSON value a line, or of one batch request a line, each forgotten before the next is read. A
 * raw line feed cannot stand inside a JSON string, so the lines part there, whatever is wrong with them. A file that
 * begins like gzip data, UTF-16 or an image has no lines, and is one body.
 */
export async function* exchangesOfLines(path: string, bytes: Bytes): AsyncGenerator<Exchange<Body>> {
  let line = 1
  let scanner: BodyScanner | undefined
  const endLine = (rest: Buffer): Body | undefined => {
    // There may be millions of blank lines.
    if (scanner === undefined && rest.every((byte) => WHITE_SPACE.includes(byte))) return undefined
    const body = bodyOfSkeleton(beyond(scanner, rest).end(), beginningAt({ line, column: 1 }))
    scanner = undefined
    return body.fault?.problem === 'empty' ? undefined : body
  }
  for await (const chunk of bytes) {
    if (line === 1 && scanner === undefined && isFile(chunk)) {
      yield exchangeOf(bodyOf(chunk), path, line)
      return
    }
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const body = endLine(chunk.subarray(start, end))
      if (body !== undefined) yield exchangeOf(body, path, line)
      line++
      start = end + 1
    }
    if (start < chunk.length) scanner = beyond(scanner, chunk.subarray(start))
  }
  const last = endLine(Buffer.alloc(0))
  if (last !== undefined) yield exchangeOf(last, path, line)
}

/** The scanner of a line, or a new one, after one more piece. */
function beyond(scanner: BodyScanner = new BodyScanner(), piece: Buffer): BodyScanner {
  scanner.push(piece)
  return scanner
}

function exchangeOf(body: Body, path: string, line: number): Exchange<Body> {
  return { request: requestOfLine(body), source: { path, line } }
}

function isFile(start: Buffer): boolean {
  return ['compressed', 'charset', 'file'].includes(foreignBytes(start)?.family ?? '')
}
