import { valueAt, withValueAt } from '../core/pointer.ts'
import type { ContentPart } from '../formats/content-part.ts'
import { FORMATS } from '../formats/detect.ts'
import { asString, objectsIn } from '../formats/shape.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { picked, type JsonObject, type Mutation, type Target } from './mutation.ts'

type Mutate = Mutation['mutate']

/** The body with another value at `pointer`; `undefined` takes the key away. */
export function edited(body: JsonObject, pointer: string, value: unknown): JsonObject {
  return withValueAt(body, pointer, value) as JsonObject
}

/** Sets one field of the body. */
export function set(name: string, value: unknown): Mutate {
  return ({ body }) => edited(body, `/${name}`, value)
}

/** The parts of the body that satisfy `is`. */
export function partsOf({ body, format }: Target, is: (part: ContentPart) => boolean): ContentPart[] {
  return FORMATS[format].contentParts(body).filter(is)
}

/** Puts another part, or none, where one stands that satisfies `is`. */
export function onPart(is: (part: ContentPart, target: Target) => boolean, change: (part: ContentPart, target: Target) => unknown): Mutate {
  return (target) => {
    const part = picked(partsOf(target, (one) => is(one, target)), target.pick)
    return part && edited(target.body, part.pointer, change(part, target))
  }
}

export function isImage({ type }: ContentPart, { format }: Target): boolean {
  return type === FORMATS[format].imageType
}

/** An image that is no part of a tool result, whose place takes other parts too. */
export function isOwnImage(part: ContentPart, target: Target): boolean {
  return isImage(part, target) && part.container === 'message' && part.role === 'user'
}

/** Changes the text of one image that is sent by URL. */
export function onUrl(change: (url: string) => string): Mutate {
  return onImageText('url', change)
}

/** Changes the base64 text of one image, without a data URL prefix; `undefined` leaves the body alone. */
export function onBase64(change: (base64: string, target: Target) => string | undefined): Mutate {
  return onImageText('base64', (text, target) => {
    const start = parseDataUrl(text)?.payloadStart ?? 0
    const changed = change(text.slice(start), target)
    return changed === undefined ? undefined : text.slice(0, start) + changed
  })
}

/** Changes the whole text of one image that is sent as base64, a data URL where the format has one. */
export function onEncoded(change: (text: string, target: Target) => string | undefined): Mutate {
  return onImageText('base64', change)
}

/** Changes the media type that is declared for one image. */
export function onMediaType(change: (mediaType: string, target: Target) => string | undefined): Mutate {
  return (target) => {
    if (target.format === 'openai-chat') {
      return onEncoded((text) => {
        const { mediaType = '' } = parseDataUrl(text) ?? {}
        const changed = change(mediaType, target)
        return changed === undefined ? undefined : `data:${changed}${text.slice(5 + mediaType.length)}`
      })(target)
    }
    const image = picked(imagesOf(target, 'base64'), target.pick)
    if (image === undefined) return undefined
    const pointer = image.pointer.replace(/\/data$/, '/media_type')
    const changed = change(asString(valueAt(target.body, pointer)), target)
    return changed === undefined ? undefined : edited(target.body, pointer, changed)
  }
}

function onImageText(form: 'url' | 'base64', change: (text: string, target: Target) => string | undefined): Mutate {
  return (target) => {
    const image = picked(imagesOf(target, form), target.pick)
    const changed = image && change(image.text, target)
    return changed === undefined ? undefined : edited(target.body, image!.pointer, changed)
  }
}

/** The images of one form, with their texts and where these stand. */
export function imagesOf(target: Target, form: 'url' | 'base64'): { pointer: string; text: string }[] {
  const images = partsOf(target, (part) => isImage(part, target)).map(({ pointer }) => {
    const source = target.format === 'openai-chat' ? 'image_url' : 'source'
    const key = target.format === 'openai-chat' || valueAt(target.body, `${pointer}/source/type`) === 'url' ? 'url' : 'data'
    const at = `${pointer}/${source}/${key}`
    return { pointer: at, text: valueAt(target.body, at), form: key === 'data' || asString(valueAt(target.body, at)).startsWith('data:') ? 'base64' : 'url' }
  })
  return images.flatMap(({ pointer, text, form: found }) => (found === form && typeof text === 'string' ? [{ pointer, text }] : []))
}

/** The index of the first message of the user, which answers no tool call. */
export function firstTurn(body: JsonObject): number {
  return objectsIn(body['messages']).find(([, { role }]) => role === 'user')?.[0] ?? 0
}

/** The body with messages put in at `index`; where none is given, before the first turn, where nothing is torn apart. */
export function withMessages(body: JsonObject, messages: readonly JsonObject[], index: number = firstTurn(body)): JsonObject {
  return edited(body, '/messages', (body['messages'] as unknown[]).toSpliced(index, 0, ...messages))
}

/** The body with one more text at the end of its first turn. */
export function withText(body: JsonObject, text: string): JsonObject {
  const pointer = `/messages/${firstTurn(body)}/content`
  const content = valueAt(body, pointer)
  return edited(body, pointer, typeof content === 'string' ? content + text : [...(content as unknown[]), { type: 'text', text }])
}
