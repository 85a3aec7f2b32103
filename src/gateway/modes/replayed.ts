import type { Recording } from '../../recordings/recording.ts'
import type { Answer } from '../answer.ts'

/** How fast a recording is replayed: at once, as it was recorded, or so many times as fast. */
export type Speed = 'instant' | 'recorded' | number

/** What belongs to one connection, or to bytes that were encoded otherwise. */
const OF_THE_WIRE = ['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive']

/** The answer in a recording, in the chunks in which it came. */
export function replayed({ name, origin, response }: Recording, speed: Speed): Answer {
  const { status, headers, chunks, cut } = response
  const pace = speed === 'instant' ? 0 : 1 / (speed === 'recorded' ? 1 : speed)
  const kept = Object.entries(headers).filter(([header]) => !OF_THE_WIRE.includes(header))
  const length = chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const isWhole = length > 0 && !cut && !headers['content-type']?.startsWith('text/event-stream')
  return {
    status,
    headers: { ...Object.fromEntries(kept), ...(isWhole && { 'content-length': String(length) }), 'x-pixpact-origin': origin, 'x-pixpact-recording': name },
    pieces: chunks.map(({ bytes }) => Buffer.from(bytes)),
    at: chunks.map(({ at }) => at * pace),
    ...(cut && { ending: 'cut' as const }),
  }
}
