import { factsOfText } from '../body/string-facts.ts'
import type { Base64Facts } from '../image/base64.ts'
import { kindOfBytes } from '../image/kinds.ts'
import type { DecodingLog } from './decoding-log.ts'

/** A text that holds an image as base64, and what is said of it. */
export interface EncodedImage {
  /** Base64, or a data URL. */
  readonly text: string
  readonly pointer: string
  /** The pointer of the part that is nothing without it. */
  readonly part: string
  /** Whether a `data:` prefix belongs there. */
  readonly takesPrefix: boolean
  readonly declared: { readonly mediaType: string; readonly pointer: string }
}

/**
 * The bytes of an image. Base64 that is not strict is read as far as its meaning is plain; the log is told, and also where the
 * declared media type is not that of the bytes. `undefined` for what is no base64, which the log is told too.
 */
export function decodeImage({ text, pointer, part, takesPrefix, declared }: EncodedImage, log: DecodingLog): Uint8Array | undefined {
  const { base64, payloadStart } = factsOfText(text)
  const problem = problemOf(base64)
  if (problem !== undefined) {
    log.lost(part, `The image cannot be read: ${problem}.`)
    return undefined
  }
  // A copy with an ArrayBuffer of its own, to be handed out.
  const data = new Uint8Array(Buffer.from(text.slice(payloadStart), 'base64'))
  const detected = kindOfBytes(Buffer.from(data.buffer))?.mediaType
  if (detected !== undefined && detected !== declared.mediaType) {
    log.changed(declared.pointer, `The media type ${declared.mediaType === '' ? 'that is missing' : declared.mediaType} becomes ${detected}, which the bytes are.`)
  }
  if (payloadStart > 0 && !takesPrefix) log.changed(pointer, 'The data URL prefix is taken off.')
  if (!isStrict(base64)) log.changed(pointer, 'The base64 text is written anew, as strict standard base64.')
  log.read(pointer, declared.pointer)
  return data
}

function problemOf({ digits, foreign }: Base64Facts): string | undefined {
  if (foreign !== undefined) return `character ${foreign.offset + 1} of its base64 text is none of base64`
  if (digits === 0) return 'its base64 text is empty'
  return digits % 4 === 1 ? 'its base64 text was cut off' : undefined
}

function isStrict({ digits, padding, urlSafe, whitespace, trailingBits }: Base64Facts): boolean {
  return urlSafe === undefined && whitespace === undefined && !trailingBits && padding === (4 - (digits % 4)) % 4
}
