import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { badRecording } from './bad-recording.ts'
import { blobFile } from './image-endings.ts'
import { MOST_BYTES } from './limits.ts'
import type { BlobReference } from './recording.ts'

/** The folder of the images, below that of the recordings. */
export const BLOBS = 'blobs'

/** What reads an image, once it is found to be the one. */
export type ReadBlob = (blob: BlobReference, pointer: string) => Promise<Buffer>

/** Reads the images of recordings in `dir`, of which errors name `path`. Throws `bad-recording` for one that is missing, too large, or another one. */
export function blobReader(dir: string, path: string): ReadBlob {
  return async (blob, pointer) => {
    const name = `${BLOBS}/${blobFile(blob)}`
    const bytes = await bytesOfBlob(join(dir, name)).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw badRecording(path, pointer, `stands for ${name}, which cannot be read (${why})`, 'Bring the image back, or record the exchange anew.', cause)
    })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 === blob.sha256) return bytes
    throw badRecording(path, pointer, `stands for ${name}, whose SHA-256 is ${sha256}`, 'Bring the right image back, or record the exchange anew.')
  }
}

async function bytesOfBlob(file: string): Promise<Buffer> {
  const { size } = await stat(file)
  if (size > MOST_BYTES) throw new Error(`it has ${size.toLocaleString('en-US')} bytes, and at most ${MOST_BYTES.toLocaleString('en-US')} are read`)
  return readFile(file)
}
