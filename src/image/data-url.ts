/** A data URL (RFC 2397), taken apart up to its payload. */
export interface DataUrl {
  /** What stands between `data:` and the comma, as written. */
  readonly header: string
  /** As written; `''` where there is none. */
  readonly mediaType: string
  /** The `;name=value` pairs between media type and `;base64`, without the semicolons. */
  readonly parameters: readonly string[]
  readonly base64: boolean
  /** Where the payload begins: behind the comma. */
  readonly payloadStart: number
}

/** The comma of a sane data URL comes early; what has none here has none. */
const LONGEST_HEADER = 1024

/** True when `text` begins with `data:` in any letter case. */
export function isDataUrl(text: string): boolean {
  return text.slice(0, 5).toLowerCase() === 'data:'
}

/** Takes `text` apart, of which only the beginning is needed; `undefined` when it is no data URL or has no comma. */
export function parseDataUrl(text: string): DataUrl | undefined {
  if (!isDataUrl(text)) return undefined
  const comma = text.slice(0, LONGEST_HEADER).indexOf(',')
  if (comma === -1) return undefined
  const header = text.slice(5, comma)
  const [mediaType = '', ...rest] = header.split(';')
  const base64 = rest.at(-1)?.toLowerCase() === 'base64'
  return { header, mediaType, parameters: base64 ? rest.slice(0, -1) : rest, base64, payloadStart: comma + 1 }
}
