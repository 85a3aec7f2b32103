import { keysOf } from '../core/pointer.ts'
import { badRecording } from './bad-recording.ts'
import type { ReadBlob } from './blobs.ts'
import { withImages } from './assemble.ts'
import { bytesOf, pathOf } from './har-text.ts'
import type { HarEntry, NameValue, StoredBlob } from './har-types.ts'
import type { BlobReference, Chunk, HeaderMap, RecordedRequest, RecordedResponse } from './recording.ts'

const ENTRY = '/log/entries/0'
const CHUNKS = `${ENTRY}/_pixpact/chunks`

/** The request of an entry that fits its schema. Throws `bad-recording` where it says something that cannot be. */
export function requestIn({ request, _pixpact: { path, blobs } }: HarEntry, file: string): RecordedRequest {
  const { method, url, headers, postData } = request
  const own = blobs.filter(({ side }) => side === undefined).map(referenceOf)
  checkPointers(own, file)
  return {
    method,
    url,
    path: path ?? pathOf(url) ?? '/',
    headers: headersIn(headers),
    text: postData?.text ?? '',
    ...(postData?.encoding && { encoding: postData.encoding }),
    blobs: own,
  }
}

/** The same for the response, with its images in their places. */
export async function responseIn(entry: HarEntry, file: string, read: ReadBlob): Promise<RecordedResponse> {
  const { response, _pixpact, time } = entry
  const { text, encoding } = response.content
  const own = _pixpact.blobs.filter(({ side }) => side === 'response').map(referenceOf)
  const bytes = bytesOf({ text: await withImages(text, own, read, file), encoding })
  const ends = _pixpact.chunks ?? [[Math.round(time), bytes.length] as const]
  return {
    status: response.status,
    headers: headersIn(response.headers),
    chunks: cut(bytes, ends, file),
    ...(_pixpact.cut === true && { cut: true }),
  }
}

function cut(bytes: Buffer, ends: readonly (readonly [at: number, end: number])[], file: string): Chunk[] {
  let from = 0
  let before = 0
  const chunks = ends.map(([at, end], index): Chunk => {
    const pointer = `${CHUNKS}/${index}`
    if (end < from || end > bytes.length) throw badRecording(file, `${pointer}/1`, `is ${end}, and a number from ${from} to ${bytes.length} is expected, the size of the answer`)
    if (at < before) throw badRecording(file, `${pointer}/0`, `is ${at}, which is before ${before}, the time of the chunk before it`)
    const chunk = { at, bytes: bytes.subarray(from, end) }
    from = end
    before = at
    return chunk
  })
  if (from !== bytes.length) throw badRecording(file, CHUNKS, `ends at byte ${from} of the answer, which has ${bytes.length}`)
  return chunks
}

function checkPointers(blobs: readonly BlobReference[], file: string): void {
  const seen = new Set<string>()
  for (const { pointer } of blobs) {
    const twice = seen.has(pointer)
    if (twice || keysOf(pointer).length === 0) throw badRecording(file, `${ENTRY}/_pixpact/blobs`, twice ? `names ${pointer} twice` : 'names a whole body')
    seen.add(pointer)
  }
}

function referenceOf({ pointer, sha256, mediaType, escapedSlashes }: StoredBlob): BlobReference {
  return { pointer, sha256, ...(mediaType !== undefined && { mediaType }), ...(escapedSlashes === true && { escapedSlashes }) }
}

function headersIn(list: readonly NameValue[]): HeaderMap {
  const headers = new Map<string, string>()
  for (const { name, value } of list) {
    const key = name.toLowerCase()
    const before = headers.get(key)
    headers.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(headers)
}
