import type { FormatId } from '../../core/vocabulary.ts'
import { asObject, asString, objectsIn } from '../../formats/shape.ts'
import { FrameReader } from '../../sse/frame-reader.ts'

type Value = Readonly<Record<string, unknown>>

/** What an answer says to the user, whole or streamed; empty where it says nothing, or is no answer. */
export function textOfAnswer(format: FormatId, text: string): string {
  const whole = parsed(text)
  if (whole !== undefined) return format === 'openai-chat' ? textOfChoice(whole, 'message') : textOfBlocks(whole)
  const reader = new FrameReader()
  const frames = [...reader.push(Buffer.from(text)), ...reader.end()]
  return frames.map(({ data }) => pieceOf(format, parsed(data.toString()) ?? {})).join('')
}

function pieceOf(format: FormatId, event: Value): string {
  return format === 'openai-chat' ? textOfChoice(event, 'delta') : asString(asObject(event['delta'])?.['text'])
}

function textOfChoice({ choices }: Value, key: 'message' | 'delta'): string {
  const { content } = asObject(asObject(Array.isArray(choices) ? choices[0] : undefined)?.[key]) ?? {}
  return typeof content === 'string' ? content : textOfParts(content)
}

function textOfBlocks({ content }: Value): string {
  return textOfParts(content)
}

function textOfParts(parts: unknown): string {
  return objectsIn(parts).map(([, part]) => asString(part['text'])).join('')
}

/** The object that a text is; `undefined` for what is no JSON, or no object. */
export function parsed(text: string): Value | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}
