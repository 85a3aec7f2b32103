import type { FormatProfile, Profile } from '../profiles/profile.ts'
import { isOwnImage, onPart, onUrl } from './edit.ts'
import type { Mutation } from './mutation.ts'
import { urlPart } from './picture.ts'

/** What goes wrong with an image that is sent by URL, where such are taken. */
const WRONG_URLS: readonly Mutation[] = [
  { name: 'placeholder-for-the-url', triggers: 'placeholder/unreplaced', mutate: onUrl(() => 'https://example.com/${IMAGE}.png') },
  { name: 'path-for-a-url', triggers: 'image-url/malformed', mutate: onUrl(() => './cat.png') },
  { name: 'quoted-url', triggers: 'image-url/malformed', mutate: onUrl((url) => `"${url}"`) },
  { name: 'empty-url', triggers: 'image-url/malformed', mutate: onUrl(() => '') },
  { name: 'url-of-another-scheme', triggers: 'image-url/scheme', mutate: onUrl((url) => url.replace(/^https?:/, 'ftp:')) },
  { name: 'url-without-tls', triggers: 'image-url/insecure', mutate: onUrl((url) => url.replace(/^https:/, 'http:')) },
  { name: 'url-of-this-machine', triggers: 'image-url/not-public', mutate: onUrl((url) => url.replace(/^https?:\/\/[^/]+/, 'https://localhost')) },
  { name: 'private-address', triggers: 'image-url/not-public', mutate: onUrl((url) => url.replace(/^https:\/\/[^/]+/, 'https://10.0.0.1')) },
  { name: 'password-in-a-url', triggers: 'image-url/credentials', mutate: onUrl((url) => url.replace(/^https:\/\//, 'https://ann:secret@')) },
  {
    name: 'signed-url',
    triggers: 'image-url/expiring',
    mutate: onUrl((url) => `${url}?X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-Signature=0`),
  },
]

/** All that is wrong with images by URL. */
export const URL_MUTATIONS: readonly Mutation[] = [
  ...WRONG_URLS.map((mutation) => ({ ...mutation, applies: takesUrls })),
  {
    name: 'url-where-none-is-taken',
    triggers: 'image-url/unsupported',
    mutate: onPart(isOwnImage, (_, { format }) => urlPart(format, 'https://example.com/a.png')),
  },
]

function takesUrls(_: Profile, { imageSources }: FormatProfile): boolean {
  return imageSources?.includes('url') !== false
}
