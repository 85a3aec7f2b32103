import { bodyOf, bodyOfSkeleton, type Body } from '../body/body.ts'
import type { Placement } from '../body/locations.ts'
import { BodyScanner } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'
import { valueAt } from '../core/pointer.ts'
import type { Exchange, HeadersAreComplete } from '../core/vocabulary.ts'
import { asObject, asString } from '../formats/shape.ts'
import { endpointOf, isForChat } from './endpoint.ts'
import type { Bytes } from './file-bytes.ts'
import { headersOf, showKeys } from './har-headers.ts'

/**
 * The requests of a HAR 1.2 file that may be chat requests: those with a JSON body, and those to a chat endpoint, which must
 * have one. What else a browser asked for is passed over. Throws `unreadable-input` for a file that is no HAR, and yields it
 * for a body that cannot be read.
 */
export async function* exchangesOfHar(path: string, bytes: Bytes): AsyncGenerator<Exchange<Body> | PixpactError> {
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
    const { body, whole } = postedBody(har, request['postData'], placementOf(entry))
    const problem = body.fault?.problem
    const isJson = problem === undefined || problem === 'too-deep' || (!whole && problem === 'cut-off')
    const isExpected = isForChat(endpoint) && (problem !== 'empty' || endpoint.method?.toUpperCase() === 'POST')
    if (!isJson && !isExpected) continue
    const known = headers[entry] && { headers: headers[entry], headersAreComplete }
    yield whole ? { request: { ...endpoint, ...known, body }, source: { path, entry } } : tooLong(path, entry)
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

/**
 * Escapes hide where in a posted text something stands, so all of it is placed where the text itself is, or the request when
 * there is none. All of them are looked up at once, when the first is wanted.
 */
function placementsIn(har: Body, entries: number): (entry: number) => Placement {
  const pointersOf = (entry: number): [text: string, request: string] => {
    const request = `/log/entries/${entry}/request`
    return [`${request}/postData/text`, request]
  }
  let places: ReturnType<Body['locate']> | undefined
  return (entry) => () => {
    places ??= har.locate(Array.from({ length: entries }, (_, index) => pointersOf(index)).flat())
    const [text, request] = pointersOf(entry)
    return (places.get(text) ?? places.get(request)!).location
  }
}

function notHar(path: string, { fault }: Body): PixpactError {
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
