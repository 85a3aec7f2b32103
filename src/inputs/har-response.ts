import type { Body } from '../body/body.ts'
import type { Placement } from '../body/locations.ts'
import { PixpactError } from '../core/errors.ts'
import { contentOf, isStream, type Received } from '../formats/received.ts'
import { asObject, asString } from '../formats/shape.ts'
import { headersOf } from './har-headers.ts'

/**
 * The response of an entry, as far as it was recorded: browsers leave out what they did not keep, and then nothing is known. `name`
 * is what an error calls the entry.
 */
export function responseIn(har: Body, entry: unknown, name: string, placed: Placement): Received | PixpactError | undefined {
  const { status, headers: list, content } = asObject(asObject(entry)?.['response']) ?? {}
  const { text, encoding, mimeType } = asObject(content) ?? {}
  if (!Number.isInteger(status) || typeof text !== 'string' || text === '') return undefined
  const headers = { ...(typeof mimeType === 'string' && mimeType.includes('/') && { 'content-type': har.head(mimeType) }), ...headersOf(har, list) }
  const known = { status: status as number, headers }
  if (encoding === 'base64') {
    const whole = har.whole(text)
    if (whole === undefined) return tooLong(name)
    return { ...known, content: contentOf(Buffer.from(whole.toString('latin1'), 'base64'), headers, placed) }
  }
  const head = har.head(text)
  if (!isStream(head, headers)) return { ...known, content: { kind: 'text', body: har.inside(asString(text), placed), head } }
  return { ...known, content: { kind: 'stream', bytes: har.whole(text) ?? Buffer.from(head), placed } }
}

function tooLong(name: string): PixpactError {
  return new PixpactError(
    'unreadable-input',
    `The response of ${name} cannot be read: it is stored as base64 and too long for that.`,
    'Record it as text, or leave the content of the response out.',
  )
}
