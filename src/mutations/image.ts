import { parseDataUrl } from '../image/data-url.ts'
import { sizedImage, type SizedType } from '../image/sized-image.ts'
import { imagesOf, isImage, onBase64, onEncoded, onMediaType, onPart } from './edit.ts'
import type { Mutation, Target } from './mutation.ts'
import { animatedGif, encodedPart, pictureOf } from './picture.ts'

const ALIASES: Readonly<Record<string, string>> = { 'image/jpeg': 'image/jpg', 'image/png': 'image/x-png', 'image/bmp': 'image/x-ms-bmp' }

/** What goes wrong with an image that is sent as base64, from its wrapping to its size. */
export const IMAGE_MUTATIONS: readonly Mutation[] = [
  { name: 'placeholder-for-the-data', triggers: 'placeholder/unreplaced', mutate: onBase64(() => '$BASE64_IMAGE') },
  { name: 'placeholder-for-the-type', triggers: 'placeholder/unreplaced', mutate: onMediaType(() => '{MIME_TYPE}') },

  { name: 'no-data-url-prefix', triggers: 'data-url/prefix-missing', formats: ['openai-chat'], mutate: onEncoded((text) => text.slice(parseDataUrl(text)!.payloadStart)) },
  { name: 'data-url-prefix-too-many', triggers: 'data-url/prefix-extra', mutate: onEncoded((text) => `data:image/png;base64,${text}`) },
  { name: 'data-url-without-base64', triggers: 'data-url/malformed', formats: ['openai-chat'], mutate: onEncoded((text) => text.replace(';base64,', ',')) },
  { name: 'data-url-without-a-type', triggers: 'data-url/malformed', formats: ['openai-chat'], mutate: onMediaType(() => '') },
  { name: 'data-url-without-a-comma', triggers: 'data-url/malformed', formats: ['openai-chat'], mutate: onEncoded((text) => text.replace(',', ':')) },
  { name: 'data-url-with-a-parameter', triggers: 'data-url/parameters', formats: ['openai-chat'], mutate: onEncoded((text) => text.replace(';base64,', ';charset=utf-8;base64,')) },

  { name: 'no-base64', triggers: 'base64/empty', mutate: onBase64(() => '') },
  { name: 'foreign-character', triggers: 'base64/alphabet', mutate: onBase64((text, { pick }) => inserted(text, pick, '*')) },
  { name: 'padding-in-the-middle', triggers: 'base64/alphabet', mutate: onBase64((text) => inserted(text, text.length >> 1, '=')) },
  { name: 'url-safe-alphabet', triggers: 'base64/url-safe', mutate: onBase64((text) => (/[+/]/.test(text) ? text.replaceAll('+', '-').replaceAll('/', '_') : undefined)) },
  { name: 'line-break', triggers: 'base64/whitespace', mutate: onBase64((text, { pick }) => inserted(text, pick, '\n')) },
  { name: 'wrong-padding', triggers: 'base64/padding', mutate: onBase64((text) => (text.endsWith('=') ? text.replace(/=+$/, '') : `${text}=`)) },
  { name: 'bits-of-no-byte', triggers: 'base64/trailing-bits', mutate: onBase64((text) => (text.endsWith('=') ? withTrailingBits(text) : undefined)) },

  { name: 'type-of-nobody', triggers: 'media-type/unsupported', mutate: onMediaType(() => 'image/tiff') },
  { name: 'alias-of-the-type', triggers: 'media-type/alias', mutate: onMediaType((type) => ALIASES[type]) },
  { name: 'type-in-capitals', triggers: 'media-type/case', mutate: onMediaType((type) => type.toUpperCase()) },
  { name: 'type-with-a-parameter', triggers: 'media-type/parameters', formats: ['anthropic-messages'], mutate: onMediaType((type) => `${type}; q=1`) },
  { name: 'wrong-type', triggers: 'media-type/mismatch', mutate: onMediaType((type) => (type === 'image/png' ? 'image/jpeg' : 'image/png')) },

  { name: 'web-page-for-an-image', triggers: 'image-bytes/not-an-image', mutate: onBase64(() => btoa('<!doctype html><html><body>Not found</body></html>')) },
  { name: 'first-bytes-only', triggers: 'image-bytes/not-an-image', mutate: onBase64((text) => text.slice(0, 16)) },
  { name: 'end-cut-off', triggers: 'image-bytes/truncated', mutate: onBase64((text) => text.slice(0, -8)) },
  { name: 'bytes-behind-the-end', triggers: 'image-bytes/trailing-junk', mutate: onBase64((text) => appended(text, 'junk')) },
  { name: 'two-frames', triggers: 'image-bytes/animated', mutate: onPart(isImage, (_, { format }) => encodedPart(format, 'image/gif', animatedGif())) },

  {
    name: 'just-over-the-limit',
    triggers: 'image-size/too-large',
    heavy: true,
    mutate: (target) => ofSize(target, (target.formatProfile.limits.encodedChars ?? 0) + 4 * (1 + (target.pick % 3))),
  },
  {
    name: 'just-over-the-lower-reading',
    triggers: 'image-size/ambiguous',
    heavy: true,
    mutate: (target) => ofSize(target, 4 * (Math.floor((target.formatProfile.limits.ambiguousFrom ?? 0) / 4) + 1 + (target.pick % 3))),
  },
  {
    name: 'wider-than-allowed',
    triggers: 'image-dimensions/too-large',
    mutate: onPart(isImage, (_, { format }) => encodedPart(format, 'image/png', pictureOf(9000, 9000))),
  },
  {
    name: 'hardly-a-pixel',
    triggers: 'image-dimensions/tiny',
    mutate: onPart(isImage, (_, { format }) => encodedPart(format, 'image/png', pictureOf(8, 8))),
  },
]

function inserted(text: string, at: number, piece: string): string {
  const place = at % text.length
  return text.slice(0, place) + piece + text.slice(place)
}

/** The last digit, whose lowest bits are zero, becomes the next one. */
function withTrailingBits(text: string): string {
  const last = text.search(/=+$/) - 1
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return text.slice(0, last) + alphabet[alphabet.indexOf(text[last]!) + 1]! + text.slice(last + 1)
}

/** The base64 of the same bytes with more behind them. */
function appended(text: string, bytes: string): string {
  return text.slice(0, -4) + Buffer.concat([Buffer.from(text.slice(-4), 'base64'), Buffer.from(bytes)]).toString('base64')
}

/** The body with one of its images at this number of base64 characters, a multiple of four. */
function ofSize(target: Target, encodedChars: number): ReturnType<Mutation['mutate']> {
  if (imagesOf(target, 'base64').length === 0) return undefined
  return onPart(isImage, (_, { format }) => {
    const mediaType: SizedType = 'image/png'
    return encodedPart(format, mediaType, sizedImage({ mediaType, bytes: (encodedChars / 4) * 3, mark: 2 ** 31 }))
  })(target)
}
