import { child } from '../core/pointer.ts'
import type { LoadedImage, TextItem, Turn, VisionRequest } from '../core/vision-request.ts'
import type { DecodingLog } from './decoding-log.ts'
import { objectsIn } from './shape.ts'

/** Reads the image in one part; `undefined` for a part that holds none, which is left to the log. */
type PartDecoder = (part: Readonly<Record<string, unknown>>, pointer: string, log: DecodingLog) => LoadedImage | undefined

/** The messages from the one at index `first` on as turns, as far as they are the user's or the assistant's. */
export function turnsOf(messages: unknown, first: number, log: DecodingLog, decodePart: PartDecoder): Turn<LoadedImage>[] {
  if (Array.isArray(messages) && messages.length === 0) log.read('/messages')
  return objectsIn(messages).flatMap(([index, { role, content }]) => {
    if (index < first || (role !== 'user' && role !== 'assistant')) return []
    return turnOf(role, content, `/messages/${index}`, log, decodePart) ?? []
  })
}

/** The message at `pointer` as a turn; `undefined` where neither text nor image is in it. */
function turnOf(
  role: Turn['role'],
  content: unknown,
  pointer: string,
  log: DecodingLog,
  decodePart: PartDecoder,
): Turn<LoadedImage> | undefined {
  const items = contentItems(content, `${pointer}/content`, log, decodePart)
  const isEmpty = Array.isArray(content) && content.length === 0
  if (items.length === 0 && !isEmpty) {
    log.lost(pointer, `The ${role} message holds neither text nor an image that can be read.`)
    return undefined
  }
  log.read(`${pointer}/role`, ...(isEmpty ? [`${pointer}/content`] : []))
  return { role, content: items }
}

function contentItems(content: unknown, pointer: string, log: DecodingLog, decodePart: PartDecoder): (TextItem | LoadedImage)[] {
  if (typeof content === 'string') {
    log.read(pointer)
    return [{ type: 'text', text: content }]
  }
  return objectsIn(content).flatMap(([index, part]): (TextItem | LoadedImage)[] => {
    const at = child(pointer, index)
    const item = part.type === 'text' ? textItem(part, at, log) : decodePart(part, at, log)
    return item === undefined ? [] : [item]
  })
}

function textItem({ text }: Readonly<Record<string, unknown>>, pointer: string, log: DecodingLog): TextItem | undefined {
  if (typeof text !== 'string') return undefined
  log.read(`${pointer}/type`, `${pointer}/text`)
  return { type: 'text', text }
}

/** The one text that a system prompt of several parts or messages makes. */
export function systemPrompt(
  contents: readonly (readonly [content: unknown, pointer: string])[],
  log: DecodingLog,
): string | undefined {
  const texts = contents.flatMap(([content, pointer]) =>
    contentItems(content, pointer, log, () => undefined).map((item) => ({ text: (item as TextItem).text, pointer })),
  )
  for (const { pointer } of texts.slice(1)) log.changed(pointer, 'The texts of the system prompt are joined to one, with a blank line between them.')
  return texts.length === 0 ? undefined : texts.map(({ text }) => text).join('\n\n')
}

const PLAIN_FIELDS = { model: 'string', maxOutputTokens: 'number', stream: 'boolean' } as const

/** The fields that are no conversation. `limitNames` are the format's names for the limit of output tokens, the preferred one first. */
export function plainFields(
  value: Readonly<Record<string, unknown>>,
  limitNames: readonly string[],
  log: DecodingLog,
): Pick<VisionRequest, keyof typeof PLAIN_FIELDS> {
  const found = Object.entries(PLAIN_FIELDS).flatMap(([field, type]) => {
    const names = field === 'maxOutputTokens' ? limitNames : [field]
    const name = names.find((one) => typeof value[one] === type)
    if (name === undefined) return []
    log.read(`/${name}`)
    return [[field, value[name]] as const]
  })
  return Object.fromEntries(found)
}
