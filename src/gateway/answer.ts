/**
 * What is answered, as plain data: made by `simulate`, changed by faults, and only then sent. So an answer can be looked at
 * without a connection.
 */
export interface Answer {
  readonly status: number
  /** Names in lower case. Headers that belong to every answer are added where it is sent. */
  readonly headers: Readonly<Record<string, string>>
  /** The body in the pieces in which it is sent: the events of a stream, or all of it at once. */
  readonly pieces: readonly (string | Buffer)[]
  /** Milliseconds before the first byte. */
  readonly delay?: number
  /** Milliseconds between two pieces. */
  readonly gap?: number
  /** When each piece is sent, in milliseconds after the request: in place of `delay` and `gap`. Then pieces stay pieces. */
  readonly at?: readonly number[]
  /** `reset`: the connection breaks off behind the last piece. `cut`: it is closed there, before the end that was announced. */
  readonly ending?: 'reset' | 'cut'
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, pieces: [JSON.stringify(value)] }
}

/** An event of a stream: `event` names it where the format has names. */
export interface StreamedEvent {
  readonly event?: string
  readonly data: unknown
}

/** An answer as an event stream. `end` is what stands behind the last event, such as OpenAI's `[DONE]`. */
export function streamAnswer(events: readonly StreamedEvent[], end?: string): Answer {
  const pieces = events.map(({ event, data }) => `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`)
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    pieces: end === undefined ? pieces : [...pieces, `data: ${end}\n\n`],
  }
}

/** True when the answer is an event stream. */
export function isStream(answer: Answer): boolean {
  return answer.headers['content-type']?.startsWith('text/event-stream') ?? false
}
