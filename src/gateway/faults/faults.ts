import { isStream, jsonAnswer, streamAnswer, type Answer } from '../answer.ts'
import { errorAnswer, filtered } from '../simulate/simulate.ts'
import { errorFault, type Fault } from './fault.ts'
import { cutInHalf, inDrops } from './pieces.ts'

/** All faults. docs/faults.md shows this table, and a test holds the two equal. */
export const FAULTS: readonly Fault[] = [
  errorFault('quota', '403 `用户额度不足, 剩余额度: $-1.74`', 'tells the user to pay, and does not try again'),
  errorFault('no-channel', '503 `No available channel for model …`', 'tries again a few times, then names the model'),
  errorFault('overloaded', '503 `The model is overloaded. Please try again later`', 'waits and tries again'),
  errorFault('rate-limit', '429 `Too many requests`', 'waits longer and longer, and tries again'),
  errorFault('moderation', '400 with code `"421"`, `Moderation Block`', 'goes by `code` and `type`, not by the status alone; does not try again'),
  errorFault('corrupted-image', '400 `Multimodal data is corrupted or cannot be processed.`', 'may try again: it was seen for sound images'),
  {
    name: 'content-filter',
    does: '200, finish reason `content_filter`, a refusal as the text',
    exercises: 'does not take the refusal for a description of the image',
    apply: (answer, judged) => filtered(judged) ?? answer,
  },
  {
    name: 'data-prefix',
    does: '400 whose body is `data:{"error":…}`, as MiMo answers when a stream was asked for',
    exercises: 'reads the error all the same, or shows the body in place of "Unexpected token d"',
    apply(_, judged) {
      const refused = errorAnswer(judged, 'content', '`text` is not set')
      return { ...refused, pieces: ['data:', ...refused.pieces] }
    },
  },
  {
    name: 'cut-stream',
    does: 'the body ends in the middle, and the connection in order: no `[DONE]`, no `message_stop`',
    exercises: 'does not take half of an answer for the whole',
    apply: (answer) => (isStream(answer) ? cutInHalf(answer) : answer),
  },
  {
    name: 'reset-stream',
    does: 'the body ends in the middle, and the connection breaks',
    exercises: 'reports a broken connection, and keeps or drops the half as it promises',
    apply: (answer) => ({ ...cutInHalf(answer), ending: 'reset' }),
  },
  {
    name: 'stream-error',
    does: 'after half of the events comes an error, under status 200',
    exercises: 'raises an error although the status was 200',
    apply(answer, judged) {
      if (!isStream(answer)) return answer
      const error = JSON.parse(String(errorAnswer(judged, 'overloaded').pieces[0])) as { readonly type?: 'error' }
      const named = judged.format === 'anthropic-messages'
      // On Messages the event is Anthropic's, whoever made the error.
      const data = named ? { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } : error
      const events = streamAnswer([{ data, ...(named && { event: 'error' }) }]).pieces
      return { ...answer, pieces: [...answer.pieces.slice(0, Math.ceil(answer.pieces.length / 2)), ...events] }
    },
  },
  {
    name: 'slow-stream',
    does: '300 ms pass between two events',
    exercises: 'shows what has come so far; its timeout is for silence, not for the whole',
    apply: (answer) => (isStream(answer) ? { ...answer, gap: 300 } : answer),
  },
  {
    name: 'slow-drip',
    does: 'the body comes in pieces of 7 bytes, 2 ms apart, cut in the middle of characters and events',
    exercises: 'puts events and characters together from pieces',
    apply: (answer) => ({ ...inDrops(answer, 7), gap: 2 }),
  },
  {
    name: 'latency',
    does: '2 seconds pass before the first byte',
    exercises: 'waits, or gives up after the time that it promises',
    apply: (answer) => ({ ...answer, delay: 2000 }),
  },
  {
    name: 'reset',
    does: 'the connection breaks before the first byte',
    exercises: 'tries again, or reports a broken connection',
    apply: (answer) => ({ ...answer, pieces: [], ending: 'reset' }),
  },
  {
    name: 'truncated-json',
    does: 'the body of a whole answer ends in the middle, with the right length in its header',
    exercises: 'reports an answer that cannot be read, with its status',
    apply: (answer) => (isStream(answer) ? answer : cutInHalf(answer)),
  },
  {
    name: 'content-type',
    does: 'the answer as it is, under `text/html`',
    exercises: 'says what came in place of JSON or a stream, or reads it anyway; the SDKs hand out a text',
    apply: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' } }),
  },
]

/** The answer to a request that asks for a fault that there is not. */
export function noSuchFault(name: string): Answer {
  const message = `pixpact: there is no fault "${name}" to be asked for in x-pixpact-fault. There are ${FAULTS.map((fault) => fault.name).join(', ')}.`
  return jsonAnswer(400, { error: { message, type: 'invalid_request_error', param: null, code: 'unknown_fault' } })
}
