import type { RecordedResponse } from './recorded-responses.ts'

/** An event of a recorded stream: its lines as they were, and its data where that is JSON. */
export interface RecordedEvent {
  readonly name?: string
  readonly data: string
}

/** One fault that is put into a stream. */
export interface StreamMutation {
  readonly fault: string
  readonly id: string
  /** The texts of the faulty streams; none where this one has nothing that could be broken like this. */
  readonly apply: (events: readonly RecordedEvent[], response: RecordedResponse) => readonly string[]
}

/** The data of an event of either format, as far as it is read or broken here. */
export interface Data {
  type?: string
  id?: string
  model?: string
  index?: number
  choices?: { delta: unknown; finish_reason?: string | null }[]
  delta?: Record<string, unknown>
  usage?: Record<string, number>
}

/** The events of a stream, without its comments. */
export function eventsOf(text: string): RecordedEvent[] {
  return text.replaceAll('\r\n', '\n').split(/\n\n+/).flatMap((block) => {
    const lines = block.split('\n')
    const field = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}:`))?.replace(/^\w+: ?/, '')
    const [name, data] = [field('event'), field('data')]
    return data === undefined ? [] : [{ ...(name !== undefined && { name }), data }]
  })
}

/** The text of a stream. */
export function textOf(events: readonly RecordedEvent[]): string {
  return events.map(({ name, data }) => `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`).join('')
}

/** The data of an event; empty for the end mark. */
export function parsed(data: string): Data {
  return data === '[DONE]' ? {} : (JSON.parse(data) as Data)
}

/** A stream for each event that is `meant`, put together anew around it. Of many alike, six are enough. */
export function atEach(
  events: readonly RecordedEvent[],
  meant: (event: RecordedEvent, at: number) => boolean,
  around: (before: readonly RecordedEvent[], event: RecordedEvent, after: readonly RecordedEvent[]) => readonly RecordedEvent[],
): string[] {
  const places = events.flatMap((event, at) => (meant(event, at) ? [at] : []))
  return [...places.slice(0, 3), ...places.slice(3).slice(-3)].map((at) => textOf(around(events.slice(0, at), events[at]!, events.slice(at + 1))))
}

/** A copy of an event with other data. */
export function edited(event: RecordedEvent, edit: (data: Data) => void): RecordedEvent {
  const data = JSON.parse(event.data) as Data
  edit(data)
  return { ...event, data: JSON.stringify(data) }
}
