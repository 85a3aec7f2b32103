import { must } from './rejection.ts'
import type { Value } from './value.ts'

/** A data URL, taken apart. */
export interface DataUrl {
  readonly mediaType: string
  readonly isBase64: boolean
  readonly data: string
}

export const MEDIA_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const SIGNATURES: readonly (readonly [mediaType: string, signature: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
]

/** The parts of a data URL; undefined for any other text. */
export function dataUrlOf(url: string): DataUrl | undefined {
  const comma = url.indexOf(',')
  if (!/^data:/i.test(url) || comma < 0) return undefined
  const [mediaType = '', ...parameters] = url.slice('data:'.length, comma).split(';')
  return { mediaType, isBase64: parameters.at(-1)?.toLowerCase() === 'base64', data: url.slice(comma + 1) }
}

export function isPicture({ type }: Value): boolean {
  return type === 'image_url' || type === 'image'
}

/** Padded, of the standard alphabet, and not empty. */
export function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}

/** What the first bytes say; undefined where they say nothing. */
export function mediaTypeOf(base64: string): string | undefined {
  const head = Buffer.from(base64.slice(0, 24), 'base64').toString('latin1')
  return SIGNATURES.find(([, signature]) => signature.test(head))?.[0]
}

/** The name that both vendors know: `image/jpg` and capitals are understood, but passed on by this name. */
export function plainMediaType(mediaType: string): string {
  const lower = mediaType.toLowerCase()
  return lower === 'image/jpg' ? 'image/jpeg' : lower
}

/** A picture in a request of Chat Completions must be one that can be passed on. */
export function checkImageUrl(url: string, path: string): void {
  if (!/^data:/i.test(url)) {
    must(
      /^https?:\/\//i.test(url) && URL.canParse(url),
      `Invalid image URL: '${path}'. Expected a base64-encoded data URL with an image MIME type, or an http or https URL.`,
    )
    return
  }
  const parsed = dataUrlOf(url)
  must(parsed?.isBase64 === true, `Invalid image URL: '${path}'. Expected a base64-encoded data URL with an image MIME type.`)
  must(
    MEDIA_TYPES.includes(plainMediaType(parsed.mediaType)),
    "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
  )
  must(isBase64(parsed.data), `Invalid image URL: '${path}'. Expected a base64-encoded data URL, but got an invalid base64-encoded value.`)
}
