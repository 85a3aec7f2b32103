import { bodyOf, bodyOfSkeleton, type Body } from '../body/body.ts'
import type { Placement } from '../body/locations.ts'
import { BodyScanner } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'
import { valueAt } from '../core/pointer.ts'
import type { Exchange, HeadersAreComplete } from '../core/vocabulary.ts'
import type { Received } from '../formats/received.ts'
import { asObject, asString } from '../formats/shape.ts'
import { endpointOf, isForChat } from './endpoint.ts'
import type { Bytes } from './file-bytes.ts'
import { headersOf, showKeys } from './har-headers.ts'
import { placementsIn } from './har-places.ts'
import { responseIn } from './har-response.ts'

/**
 * The requests of a HAR 1.2 file that may be chat requests, with their responses: those with a JSON body, and those to a chat
 * endpoint, which must have one. What else a browser asked for is passed over. Throws `unreadable-input` for a file that is no
 * HAR, and yields it for a body that cannot be read.
 */
export async function* exchangesOfHar(path: string, bytes: Bytes): AsyncGenerator<Exchange<Body, Received> | PixpactError> {
  const scanner = new BodyScanner({ nested: true })
  for await (const chunk of bytes) scanner.push(chunk)
  const har = bodyOfSkeleton(scanner.end())
  const entries = valueAt(har.value, '/log/entries')
  if (!Array.isArray(entries)) throw notHar(path, har)
  const requests = entries.map((entry) => asObject(asObject(entry)?.['request']))
  const headers = requests.map((request) => headersOf(har, request?.['headers']))
  const headersAreComplete: HeadersAreComplete = showKeys(headers) || 'except-keys'
  const placementOf = placementsIn(har, entries.length)
  for (const [entry, request] of requests.entries()) {
    if (request === undefined) continue
    const endpoint = endpointOf(har, request)
    const { body, whole } = postedBody(har, request['postData'], placementOf(entry, 'request'))
    const problem = body.fault?.problem
    const isJson = problem === undefined || problem === 'too-deep' || (!whole && problem === 'cut-off')
    const isExpected = isForChat(endpoint) && (problem !== 'empty' || endpoint.method?.toUpperCase() === 'POST')
    if (!isJson && !isExpected) continue
    const known = headers[entry] && { headers: headers[entry], headersAreComplete }
    if (!whole) {
      yield tooLong(path, entry)
      continue
    }
    const response = responseIn(har, entries[entry], `${path}#${entry}`, placementOf(entry, 'response'))
    const isReadable = response !== undefined && !(response instanceof PixpactError)
    yield { request: { ...endpoint, ...known, body }, ...(isReadable && { response }), source: { path, entry } }
    if (response instanceof PixpactError) yield response
  }
}

/** What was posted, or as much of it as can be read; a body of no bytes where nothing was. */
function postedBody(har: Body, postData: unknown, placed: Placement): { body: Body; whole: boolean } {
  const { text, encoding } = asObject(postData) ?? {}
  if (encoding !== 'base64') return { body: har.inside(asString(text), placed), whole: true }
  const { head, length } = har.facts(asString(text))
  const whole = head.length === length
  const bytes = Buffer.from(head, 'base64')
  // Cut anywhere, bytes need not be UTF-8; text is.
  return { body: bodyOf(whole ? bytes : bytes.toString(), placed), whole }
}

/** The error of a file that is no HAR. */
export function notHar(path: string, { fault }: Body): PixpactError {
  const why = fault === undefined ? 'it has no list "entries" in "log"' : fault.foreign ? `it is ${fault.foreign.name}` : noJson(fault)
  return new PixpactError('unreadable-input', `${path} is no HAR file: ${why}.`, 'Save it anew, or say with --input what it is.')
}

function noJson({ problem, location }: NonNullable<Body['fault']>): string {
  return `it is not JSON (${problem} at line ${location?.line}, column ${location?.column})`
}

function tooLong(path: string, entry: number): PixpactError {
  return new PixpactError(
    'unreadable-input',
    `The body of ${path}#${entry} cannot be read: it is stored as base64 and too long for that.`,
    'Record it as text, or save the body itself to a file.',
  )
}
