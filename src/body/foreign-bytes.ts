import { isUtf8 } from 'node:buffer'
import { kindOfBytes } from '../image/kinds.ts'

/** What bytes are that are no text in UTF-8. */
export interface ForeignBytes {
  readonly family: 'compressed' | 'charset' | 'file' | 'blank' | 'unknown'
  /** For a sentence: `it is {name}`. */
  readonly name: string
}

const UNKNOWN: ForeignBytes = { family: 'unknown', name: 'not UTF-8 text' }

/** How the bytes of compressed data and of other charsets begin, as hexadecimal digits. Where there are several, the longer first. */
const BEGINNINGS: readonly (readonly [RegExp, ForeignBytes])[] = [
  [/^1f8b/, { family: 'compressed', name: 'gzip data' }],
  [/^78(?:01|5e|9c|da)/, { family: 'compressed', name: 'zlib data' }],
  [/^28b52ffd/, { family: 'compressed', name: 'Zstandard data' }],
  [/^(?:fffe0000|0000feff|(?!00)..000000|000000(?!00)..)/, { family: 'charset', name: 'UTF-32 text' }],
  [/^(?:fffe|feff|(?!00)..00|00(?!00)..)/, { family: 'charset', name: 'UTF-16 text' }],
]

/** What the first bytes tell of `bytes`; `undefined` for text in UTF-8. */
export function foreignBytes(bytes: Buffer): ForeignBytes | undefined {
  // UTF-16 and UTF-32 text in ASCII's range is valid UTF-8, but nearly each other byte of it is zero.
  const isText = isUtf8(bytes)
  if (isText && bytes[0] !== 0 && bytes[1] !== 0) return undefined
  const kind = kindOfBytes(bytes)
  if (kind?.mediaType === 'application/octet-stream') return { family: 'blank', name: kind.name }
  if (kind !== undefined && !/^text\/|\+xml$|gzip$/.test(kind.mediaType)) return { family: 'file', name: kind.name }
  const hex = bytes.toString('hex', 0, 4)
  return BEGINNINGS.find(([pattern]) => pattern.test(hex))?.[1] ?? (isText ? undefined : UNKNOWN)
}
