/** A declared media type, taken apart: `IMAGE/PNG; q=1` has the essence `image/png` and a parameter. */
export interface MediaType {
  /** Type and subtype in lower case, an alias replaced by the registered name. */
  readonly essence: string
  /** As written, without parameters and white space around. */
  readonly written: string
  readonly hasParameters: boolean
  /** True for a name that people use but nobody registered, such as `image/jpg`. */
  readonly isAlias: boolean
  readonly isLowerCase: boolean
}

const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/x-ms-bmp': 'image/bmp',
  'image/x-bmp': 'image/bmp',
}

/** Takes a media type apart. Never fails: what is no media type has itself as its essence. */
export function parseMediaType(text: string): MediaType {
  const semicolon = text.indexOf(';')
  const written = (semicolon === -1 ? text : text.slice(0, semicolon)).trim()
  const lower = written.toLowerCase()
  const registered = Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined
  return {
    essence: registered ?? lower,
    written,
    hasParameters: semicolon !== -1,
    isAlias: registered !== undefined,
    isLowerCase: written === lower,
  }
}
