import type { LoadedImage, VisionRequest } from '../core/vision-request.ts'
import { encodeImage } from '../image/encode.ts'
import { plainFields, systemPrompt, turnsOf } from './decode-content.ts'
import { decodeImage } from './decode-image.ts'
import type { DecodingLog } from './decoding-log.ts'
import { encodeTurn } from './encode-content.ts'
import { asObject, asString } from './shape.ts'

type Value = Readonly<Record<string, unknown>>

/** Writes a request as the body of Messages, which has no `detail` of images. */
export function encodeMessages({ model, system, turns, maxOutputTokens, stream }: VisionRequest<LoadedImage>): Value {
  return {
    ...(model !== undefined && { model }),
    ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
    ...(system !== undefined && { system }),
    messages: turns.map((turn) => encodeTurn(turn, encodePart)),
    ...(stream !== undefined && { stream }),
  }
}

function encodePart(image: LoadedImage): Value {
  if ('url' in image) return { type: 'image', source: { type: 'url', url: image.url } }
  const { mediaType, base64 } = encodeImage(image.data)
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: base64 } }
}

/** Reads the body of Messages. Tells the log what is read, and what is not read as it stands. */
export function decodeMessages(value: Value, log: DecodingLog): VisionRequest<LoadedImage> {
  const system = systemPrompt(value.system === undefined ? [] : [[value.system, '/system']], log)
  const turns = turnsOf(value.messages, 0, log, decodePart)
  return { ...plainFields(value, ['max_tokens'], log), ...(system !== undefined && { system }), turns }
}

function decodePart(part: Value, pointer: string, log: DecodingLog): LoadedImage | undefined {
  const source = asObject(part.source)
  if (part.type !== 'image' || source === undefined) return undefined
  const image = imageOf(source, pointer, log)
  if (image !== undefined) log.read(`${pointer}/type`, `${pointer}/source/type`)
  return image
}

function imageOf({ type, url, data: text, media_type: mediaType }: Value, part: string, log: DecodingLog): LoadedImage | undefined {
  if (type === 'url' && typeof url === 'string') {
    log.read(`${part}/source/url`)
    return { type: 'image', url }
  }
  if (type !== 'base64' || typeof text !== 'string') return undefined
  const declared = { mediaType: asString(mediaType), pointer: `${part}/source/media_type` }
  const data = decodeImage({ text, pointer: `${part}/source/data`, part, takesPrefix: false, declared }, log)
  return data && { type: 'image', data }
}
