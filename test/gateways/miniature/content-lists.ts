import { isPicture } from './picture.ts'
import { isObject, objectsOf, type Value } from './value.ts'

/** The body with another content list in place of each: of messages, and of the tool results in them. */
export function withLists(body: Value, change: (list: readonly Value[], role: unknown) => unknown): Value {
  const changed = (content: unknown, role: unknown): unknown => {
    if (!Array.isArray(content)) return content
    const list = content.filter(isObject)
    return change(list.map((part) => (part.type === 'tool_result' ? { ...part, content: changed(part.content, 'tool') } : part)), role)
  }
  return { ...body, messages: objectsOf(body.messages).map((message) => ({ ...message, content: changed(message.content, message.role) })) }
}

/** The body with another picture in place of each. */
export function withPictures(body: Value, change: (picture: Value) => Value): Value {
  return withLists(body, (list) => list.map((part) => (isPicture(part) ? change(part) : part)))
}

/** The body with another text in place of each URL or data URL of a picture, and of each base64 source. */
export function withPictureTexts(body: Value, change: { readonly url?: (url: string) => string; readonly source?: (source: Value) => Value }): Value {
  return withPictures(body, (part) => {
    if (isObject(part.image_url) && typeof part.image_url.url === 'string' && change.url) {
      return { ...part, image_url: { ...part.image_url, url: change.url(part.image_url.url) } }
    }
    return isObject(part.source) && part.source.type === 'base64' && change.source ? { ...part, source: change.source(part.source) } : part
  })
}
