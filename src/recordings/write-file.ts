import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PixpactError } from '../core/errors.ts'

/** Writes a file so that it is there with all of its content or not at all, whatever happens meanwhile. Makes its folder. Throws `unwritable-output`. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(draft, content, { flush: true })
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unwritable-output', `The recording cannot be written: ${why}.`, 'Check that the folder may be written to, and that there is room.', { cause })
  }
}
