import { StringDecoder } from 'node:string_decoder'
import type { Dialect } from './dialect.ts'
import { objectOf, type Value } from './value.ts'

/** One event of a stream. */
export interface Frame {
  readonly event?: string
  readonly data: string
}

/** An event as `dialect` writes it: Messages names its events, Chat Completions does not. */
export function frameOf(dialect: Dialect, value: Value): Frame {
  return { ...(dialect === 'anthropic-messages' && { event: String(value.type) }), data: JSON.stringify(value) }
}

export function frameText({ event, data }: Frame): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`
}

/** The JSON of an event; an empty object where there is none. */
export function valueIn({ data }: Frame): Value {
  try {
    return objectOf(JSON.parse(data))
  } catch {
    return {}
  }
}

/** Whether a stream of `dialect` ends with this event. */
export function isLast(dialect: Dialect, frame: Frame): boolean {
  return dialect === 'openai-chat' ? frame.data === '[DONE]' : frame.event === 'message_stop'
}

/** The events of a stream, as soon as each is whole. */
export async function* framesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of chunks) {
    const texts = (rest + decoder.write(chunk)).replaceAll('\r\n', '\n').split('\n\n')
    rest = texts.pop()!
    for (const text of texts) {
      const frame = frameIn(text)
      if (frame !== undefined) yield frame
    }
  }
}

function frameIn(text: string): Frame | undefined {
  const field = (name: string): string[] => [...text.matchAll(new RegExp(`^${name}: ?(.*)$`, 'gm'))].map(([, value]) => value!)
  const [event] = field('event')
  const data = field('data')
  return data.length === 0 ? undefined : { ...(event !== undefined && { event }), data: data.join('\n') }
}
