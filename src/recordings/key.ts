import { createHash } from 'node:crypto'
import { bodyOfSkeleton, type Body } from '../body/body.ts'
import { BodyScanner } from '../body/scanner.ts'
import { FORMATS } from '../formats/detect.ts'
import { canonicalTokens } from './canonical.ts'
import { recordingDigest } from './digest.ts'
import { edited } from './edit.ts'
import { secretFinder, type FindSecrets } from './find-secrets.ts'
import { formatOfRequest } from './format-of.ts'
import { bytesOf, plainPath } from './har-text.ts'
import type { HeaderMap, RecordedRequest } from './recording.ts'
import type { Comparable } from './tokens.ts'

/** A request that can be compared with others. */
export interface Subject extends Comparable {
  readonly method: string
  /** Without its query. */
  readonly path: string
  readonly format: string | undefined
}

/** What of a request is not compared: `method`, `path`, and JSON Pointers of its body. */
export interface MatchOptions {
  readonly ignore?: readonly string[]
}

const findKnown = secretFinder([])

/** A request that came in; `body` must be scanned with `recordingDigest`. */
export function subjectOf(request: { readonly method: string; readonly path: string; readonly headers: HeaderMap; readonly body: Body }, find: FindSecrets = findKnown): Subject {
  const { method, path, body } = request
  const format = formatOfRequest(request, body)
  const images = format === undefined ? [] : FORMATS[format].contentParts(body.value).flatMap((part) => FORMATS[format].imageOf(part, body) ?? [])
  const encoded = images.filter(({ form }) => form === 'base64').map(({ pointer }) => pointer)
  return { method: method.toUpperCase(), path: plainPath(path), format, body, blobs: new Map(), images: new Set(encoded), find }
}

/** The same request as it was recorded, once for each path that it answers to. */
export function subjectsOfRecorded(request: RecordedRequest): Subject[] {
  const { method, path, url, headers, text, encoding, blobs } = request
  const body = scannedBody(bytesOf({ text, encoding }))
  const known = new Map(blobs.map((blob) => [blob.pointer, blob]))
  return [...new Set([plainPath(path), plainPath(url)])].map((one) => {
    // As of a request that comes there, of which no other URL is known.
    const format = formatOfRequest({ path: one, headers }, body)
    return { method: method.toUpperCase(), path: one, format, body, blobs: known, images: new Set(), find: findKnown }
  })
}

/** SHA-256 over method, path, format and the body without secrets, in which images count by their bytes and the order of keys does not count. */
export function keyOf(subject: Subject, { ignore = [] }: MatchOptions = {}): string {
  const { method, path, format, body, find } = subject
  const key = createHash('sha256')
  key.update(JSON.stringify([ignore.includes('method') ? null : method, ignore.includes('path') ? null : path, format ?? null]))
  const unread = body.unread
  if (unread !== undefined) return key.update(edited(unread, find(unread)), 'latin1').digest('hex')
  for (const token of canonicalTokens(subject, new Set(ignore))) key.update(token)
  return key.digest('hex')
}

/** A body of bytes, scanned for its key. */
export function scannedBody(bytes: Uint8Array): Body {
  const scanner = new BodyScanner({ digest: recordingDigest })
  scanner.push(bytes)
  return bodyOfSkeleton(scanner.end())
}
