import { isUtf8 } from 'node:buffer'
import type { HarText } from './stored.ts'

/** Bytes as HAR holds them. */
export function harTextOf(bytes: Uint8Array): HarText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return isUtf8(buffer) ? { text: buffer.toString() } : { text: buffer.toString('base64'), encoding: 'base64' }
}

/** The bytes again. */
export function bytesOf({ text, encoding = undefined }: { readonly text: string; readonly encoding?: 'base64' | undefined }): Buffer {
  return Buffer.from(text, encoding ?? 'utf8')
}

/** What a client asks for, without its query. */
export function plainPath(text: string): string {
  // Two slashes at the beginning of a path are no host.
  return text.startsWith('/') ? text.split(/[?#]/, 1)[0]! : (URL.parse(text)?.pathname ?? text)
}

/** The path of a URL with its query, as a client asks for it. */
export function pathOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  return parsed === null ? undefined : `${parsed.pathname}${parsed.search}`
}
