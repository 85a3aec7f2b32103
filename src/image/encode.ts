import { kindOfBytes } from './kinds.ts'

/** The bytes of a file as requests carry them. The media type is that of the bytes, whatever they are. */
export function encodeImage(data: Uint8Array): { readonly mediaType: string; readonly base64: string } {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return { mediaType: kindOfBytes(bytes)?.mediaType ?? 'application/octet-stream', base64: bytes.toString('base64') }
}
