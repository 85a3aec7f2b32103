import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { asObject } from '../formats/shape.ts'
import { MOST_BYTES } from './limits.ts'

/** A body out of somebody's HAR file, or why there is none. */
export type HarBody = Buffer | { readonly why: string }

const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: MOST_BYTES }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength: MOST_BYTES }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: MOST_BYTES }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES }),
  zstd: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: MOST_BYTES }),
}

/** Playwright's name for a file beside the HAR file. */
const ATTACHED = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/**
 * The bytes that `held`, the postData or content of an entry, stands for: text, base64, or a file in `folder`, the HAR's own. Proxies
 * leave them compressed, as `contentEncoding` says.
 */
export async function harBody(held: unknown, contentEncoding: string | undefined, folder: string): Promise<HarBody> {
  const { text, encoding, _file: file, size } = asObject(held) ?? {}
  if (typeof file === 'string') {
    const attached = await attachedFile(file, folder)
    return attached instanceof Buffer ? unpacked(attached, contentEncoding) : attached
  }
  if (typeof text !== 'string') return size === 0 ? Buffer.alloc(0) : { why: 'was not recorded' }
  if (text === '' && typeof size === 'number' && size > 0) return { why: 'was not recorded' }
  return encoding === 'base64' ? unpacked(Buffer.from(text, 'base64'), contentEncoding) : Buffer.from(text)
}

async function attachedFile(name: string, folder: string): Promise<HarBody> {
  if (!ATTACHED.test(name)) return { why: 'is said to be in a file of another folder, which is not read' }
  const path = join(folder, name)
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > MOST_BYTES) return { why: `is in ${name}, which is no file of at most ${MOST_BYTES.toLocaleString('en-US')} bytes` }
    return await readFile(path)
  } catch {
    return { why: `is in ${name}, which cannot be read` }
  }
}

/** What was unpacked already, as most tools do, stays as it is. */
function unpacked(bytes: Buffer, contentEncoding: string | undefined): HarBody {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const codings = isGzip ? ['gzip'] : (contentEncoding ?? '').split(',').map((one) => one.trim().toLowerCase())
  const [coding] = codings.filter((one) => Object.hasOwn(UNPACK, one) && (isGzip || !one.endsWith('gzip')))
  if (coding === undefined) return bytes
  try {
    return UNPACK[coding]!(bytes)
  } catch {
    return isGzip ? { why: `is ${coding} data that cannot be unpacked` } : bytes
  }
}
