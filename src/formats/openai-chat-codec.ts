import type { LoadedImage, VisionRequest } from '../core/vision-request.ts'
import { isDataUrl, parseDataUrl } from '../image/data-url.ts'
import { encodeImage } from '../image/encode.ts'
import { plainFields, systemPrompt, turnsOf } from './decode-content.ts'
import { decodeImage } from './decode-image.ts'
import type { DecodingLog } from './decoding-log.ts'
import { encodeTurn } from './encode-content.ts'
import type { Keep } from './format.ts'
import { asObject, objectsIn } from './shape.ts'

type Value = Readonly<Record<string, unknown>>

/** Writes a request as the body of Chat Completions. */
export function encodeChat({ model, system, turns, maxOutputTokens, stream }: VisionRequest<LoadedImage>): Value {
  return {
    ...(model !== undefined && { model }),
    messages: [...(system === undefined ? [] : [{ role: 'system', content: system }]), ...turns.map((turn) => encodeTurn(turn, encodePart))],
    ...(maxOutputTokens !== undefined && { max_completion_tokens: maxOutputTokens }),
    ...(stream !== undefined && { stream }),
  }
}

function encodePart(image: LoadedImage): Value {
  return { type: 'image_url', image_url: { url: urlOf(image), ...(image.detail !== undefined && { detail: image.detail }) } }
}

function urlOf(image: LoadedImage): string {
  if ('url' in image) return image.url
  const { mediaType, base64 } = encodeImage(image.data)
  return `data:${mediaType};base64,${base64}`
}

/** Reads the body of Chat Completions; the messages before the first turn are its system prompt. Tells the log what is read, and what is not read as it stands. */
export function decodeChat(value: Value, log: DecodingLog, { detail }: Keep): VisionRequest<LoadedImage> {
  const messages = objectsIn(value.messages)
  const [first = Infinity] = messages.find(([, { role }]) => role !== 'system' && role !== 'developer') ?? []
  const leading = messages.filter(([index]) => index < first)
  const system = systemPrompt(leading.map(([index, { content }]) => [content, `/messages/${index}/content`]), log)
  for (const [index, { role }] of leading) {
    if (role === 'developer') log.changed(`/messages/${index}/role`, 'The role "developer" becomes "system".')
    else log.read(`/messages/${index}/role`)
  }
  const turns = turnsOf(value.messages, first, log, (part, pointer) => decodePart(part, pointer, log, detail))
  return { ...plainFields(value, ['max_completion_tokens', 'max_tokens'], log), ...(system !== undefined && { system }), turns }
}

/** Reads the one kind of part that holds an image here. */
function decodePart(part: Value, pointer: string, log: DecodingLog, keepsDetail: boolean): LoadedImage | undefined {
  const held = asObject(part.image_url)
  if (part.type !== 'image_url' || typeof held?.url !== 'string') return undefined
  const image = imageOf(held.url, pointer, log)
  if (image === undefined) return undefined
  log.read(`${pointer}/type`, `${pointer}/image_url/url`)
  if (!keepsDetail || typeof held.detail !== 'string') return image
  log.read(`${pointer}/image_url/detail`)
  return { ...image, detail: held.detail }
}

function imageOf(url: string, part: string, log: DecodingLog): LoadedImage | undefined {
  if (!isDataUrl(url)) return { type: 'image', url }
  const { base64 = false, mediaType = '', parameters = [] } = parseDataUrl(url) ?? {}
  if (!base64) {
    log.lost(part, 'The image cannot be read: its data URL does not say that it is base64.')
    return undefined
  }
  const pointer = `${part}/image_url/url`
  if (parameters.length > 0) log.changed(pointer, `The parameter "${parameters.join(';')}" of the data URL is taken off.`)
  const data = decodeImage({ text: url, pointer, part, takesPrefix: true, declared: { mediaType, pointer } }, log)
  return data && { type: 'image', data }
}
