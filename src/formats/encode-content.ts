import type { LoadedImage, TextItem, Turn } from '../core/vision-request.ts'

type Value = Readonly<Record<string, unknown>>

/** A turn as a message, in the form that both formats share. `encodePart` writes the part that holds an image. */
export function encodeTurn({ role, content }: Turn<LoadedImage>, encodePart: (image: LoadedImage) => Value): Value {
  const [only] = content
  // A lone text stands as it is: so do the vendors' SDKs write it.
  if (content.length === 1 && only!.type === 'text') return { role, content: only!.text }
  return { role, content: content.map((item) => (item.type === 'text' ? textPart(item) : encodePart(item))) }
}

function textPart({ text }: TextItem): Value {
  return { type: 'text', text }
}
