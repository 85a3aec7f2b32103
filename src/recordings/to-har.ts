import { VERSION } from '../core/version.ts'
import { edited } from './edit.ts'
import { secretFinder } from './find-secrets.ts'
import { pathOf } from './har-text.ts'
import type { HarEntry, HarFile, NameValue } from './har-types.ts'
import type { Chunk, HeaderMap } from './recording.ts'
import type { Stored } from './stored.ts'

/** What HAR writes where a size is not known. */
const UNKNOWN = -1

/** The text of the file of a recording: the same for the same exchange. */
export function harText(stored: Stored): string {
  const file: HarFile = { log: { version: '1.2', creator: { name: 'pixpact', version: VERSION }, entries: [entryOf(stored)] } }
  // A pair of numbers a line: a stream has thousands of them. In a string no line breaks.
  return `${JSON.stringify(file, null, 2).replaceAll(/\[\n\s+(\d+),\n\s+(\d+)\n\s+\]/g, '[$1, $2]')}\n`
}

function entryOf({ origin, format, startedAt, request, requestBytes, response, responseText }: Stored): HarEntry {
  const wait = response.chunks[0]?.at ?? 0
  const time = response.chunks.at(-1)?.at ?? 0
  const size = response.chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return {
    startedDateTime: startedAt.toISOString(),
    time,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: '',
      cookies: [],
      headers: listOf(request.headers),
      queryString: queryOf(request.url),
      ...(requestBytes > 0 && {
        postData: { mimeType: request.headers['content-type'] ?? '', text: request.text, ...(request.encoding && { encoding: request.encoding }) },
      }),
      headersSize: UNKNOWN,
      bodySize: requestBytes,
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: '',
      cookies: [],
      headers: listOf(response.headers),
      content: { size, mimeType: response.headers['content-type'] ?? '', ...responseText.content },
      redirectURL: '',
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    cache: {},
    timings: { send: 0, wait, receive: time - wait },
    _pixpact: {
      schemaVersion: 1,
      origin,
      ...(format && { format }),
      ...(request.path !== pathOf(request.url) && { path: request.path }),
      blobs: [...request.blobs, ...responseText.blobs],
      ...(responseText.isStream && { chunks: endsOf(response.chunks) }),
      ...(response.cut === true && { cut: true }),
    },
  }
}

function endsOf(chunks: readonly Chunk[]): [number, number][] {
  let end = 0
  return chunks.map(({ at, bytes }) => [at, (end += bytes.length)])
}

function listOf(headers: HeaderMap): NameValue[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }))
}

const findKnown = secretFinder([])

function queryOf(url: string): NameValue[] {
  // Decoded, a value may show what nobody could find in the URL.
  return [...(URL.parse(url)?.searchParams ?? [])].map(([name, value]) => ({ name, value: edited(value, findKnown(value)) }))
}
