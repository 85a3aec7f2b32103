import { sizedImage, smallestImage, type SizedType } from '../../src/image/sized-image.ts'
import type { Dialect } from './miniature/dialect.ts'
import { isPicture } from './miniature/picture.ts'
import { isObject, objectsOf, textOf, type Value } from './miniature/value.ts'

export const URL_PICTURE = 'https://example.com/cat.png'

/** The base64 of a small picture, one of as many as there are marks. */
export function base64Of(mediaType: SizedType = 'image/png', mark = 1): string {
  return sizedImage({ mediaType, bytes: smallestImage(mediaType) + 20, mark })
}

/** A picture as `mediaType,base64`, or its URL. */
export function named(mediaType: SizedType, mark = 1): string {
  return `${mediaType},${base64Of(mediaType, mark)}`
}

/** The part that holds a picture. */
export function partOf(dialect: Dialect, picture: string, more: Value = {}): Value {
  const [mediaType, data] = picture.split(',')
  const isUrl = picture.startsWith('http')
  if (dialect === 'openai-chat') return { type: 'image_url', image_url: { url: isUrl ? picture : `data:${mediaType};base64,${data}`, ...more } }
  return { type: 'image', source: isUrl ? { type: 'url', url: picture } : { type: 'base64', media_type: mediaType, data }, ...more }
}

export function textPart(text: string): Value {
  return { type: 'text', text }
}

/** A question about pictures. */
export function asking(dialect: Dialect, pictures: readonly string[], more: Value = {}): Value {
  return withContent(dialect, [...pictures.map((picture) => partOf(dialect, picture)), textPart('What is this?')], more)
}

export function withContent(dialect: Dialect, content: unknown, more: Value = {}): Value {
  return withMessages(dialect, [{ role: 'user', content }], more)
}

export function withMessages(dialect: Dialect, messages: readonly Value[], more: Value = {}): Value {
  if (dialect === 'openai-chat') return { model: 'gpt-5.4', messages, ...more }
  return { model: 'claude-sonnet-5-5', max_tokens: 64, messages, ...more }
}

/** A conversation in which tools returned pictures, two calls in one turn, and the user goes on. */
export function afterTools(dialect: Dialect, first: readonly Value[], second: string): Value {
  const ids = ['call_1', 'call_2']
  const results = [first, second]
  const before = { role: 'user', content: 'Look.' }
  const after = { role: 'user', content: [textPart('And now?')] }
  if (dialect === 'openai-chat') {
    const calls = ids.map((id) => ({ id, type: 'function', function: { name: 'look', arguments: '{"at":1}' } }))
    const answers = ids.map((id, index) => ({ role: 'tool', tool_call_id: id, content: results[index] }))
    return withMessages(dialect, [before, { role: 'assistant', content: null, tool_calls: calls }, ...answers, after], tools(dialect))
  }
  const calls = ids.map((id) => ({ type: 'tool_use', id, name: 'look', input: { at: 1 } }))
  const answers = ids.map((id, index) => ({ type: 'tool_result', tool_use_id: id, content: results[index] }))
  return withMessages(dialect, [before, { role: 'assistant', content: calls }, { role: 'user', content: [...answers, ...after.content] }], tools(dialect))
}

function tools(dialect: Dialect): Value {
  const schema = { type: 'object', properties: { at: { type: 'integer' } } }
  const tool = dialect === 'openai-chat' ? { type: 'function', function: { name: 'look', parameters: schema } } : { name: 'look', input_schema: schema }
  return { tools: [tool] }
}

/** What the messages of a body hold, in order: texts, and pictures as `mediaType,base64` or URL. */
export function contentsOf(body: Value | undefined): string[] {
  return objectsOf(body?.messages).flatMap(({ content }) => contentsIn(content))
}

function contentsIn(content: unknown): string[] {
  if (typeof content === 'string') return [content]
  return objectsOf(content).flatMap((part) => (part.type === 'tool_result' ? contentsIn(part.content) : isPicture(part) ? pictureIn(part) : textOf(part.text) || []))
}

function pictureIn({ image_url: held, source }: Value): string {
  if (isObject(held)) return textOf(held.url).replace(/^data:(.*?);base64,/, '$1,')
  if (!isObject(source)) return 'a picture without a source'
  return source.type === 'url' ? textOf(source.url) : `${textOf(source.media_type)},${textOf(source.data)}`
}

/** The pictures alone. */
export function picturesOf(body: Value | undefined): string[] {
  return contentsOf(body).filter((text) => /^(?:image\/|https?:)/.test(text))
}
