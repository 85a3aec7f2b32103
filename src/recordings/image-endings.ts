/** The endings of image files, by what the bytes tell. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/tiff': 'tiff',
  'image/x-icon': 'ico',
  'image/jxl': 'jxl',
  'application/pdf': 'pdf',
}

/** The name of the file that holds a blob. */
export function blobFile({ sha256, mediaType }: { readonly sha256: string; readonly mediaType?: string }): string {
  const ending = mediaType !== undefined && Object.hasOwn(ENDINGS, mediaType) ? ENDINGS[mediaType]! : 'bin'
  return `${sha256}.${ending}`
}

/** True for a media type that has an ending of its own. */
export function hasEnding(mediaType: string): boolean {
  return Object.hasOwn(ENDINGS, mediaType)
}
