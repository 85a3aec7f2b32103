import { join } from 'node:path'
import { findSpans } from '../body/locations.ts'
import { badRecording } from './bad-recording.ts'
import { blobReader, type ReadBlob } from './blobs.ts'
import { edited, type Edit } from './edit.ts'
import { bytesOf } from './har-text.ts'
import { ENDING } from './names.ts'
import type { BlobReference, Recording } from './recording.ts'
import { reference } from './take-out.ts'

/** The body that was sent, byte by byte but for its secrets. `dir` is the folder of the recording. Throws `bad-recording`. */
export async function assembleRequest({ name, request }: Recording, dir: string): Promise<Buffer> {
  const { text, encoding, blobs } = request
  const path = join(dir, `${name}${ENDING}`)
  return bytesOf({ text: await withImages(text, blobs, blobReader(dir, path), path), encoding })
}

/** A text with its images back in their places. `path` is what errors name. */
export async function withImages(text: string, blobs: readonly BlobReference[], read: ReadBlob, path: string): Promise<string> {
  if (blobs.length === 0) return text
  const spans = findSpans(text, blobs.map(({ pointer }) => pointer))
  const edits: Edit[] = []
  for (const blob of blobs) {
    const [from, to] = spans.get(blob.pointer) ?? [0, 0]
    const written = text.slice(from, to)
    const ending = `${reference(blob.sha256)}"`
    if (!written.startsWith('"') || !written.endsWith(ending)) throw badRecording(path, blob.pointer, `is no string that ends with ${reference(blob.sha256)}`)
    const base64 = (await read(blob, blob.pointer)).toString('base64')
    edits.push({ from: to - ending.length, to: to - 1, text: blob.escapedSlashes === true ? base64.replaceAll('/', '\\/') : base64 })
  }
  edits.sort((a, b) => a.from - b.from)
  if (edits.some(({ from }, index) => index > 0 && from === edits[index - 1]!.from)) throw badRecording(path, '', 'names a string of a body twice among its blobs')
  return edited(text, edits)
}
