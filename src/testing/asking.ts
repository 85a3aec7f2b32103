import { join } from 'node:path'
import { bypass, http, type HttpHandler } from 'msw'
import { formatOfPath } from '../formats/detect.ts'
import { reportOf } from '../gateway/judging.ts'
import { originOf } from '../gateway/modes/recorder.ts'
import type { Speed } from '../gateway/modes/replayed.ts'
import { hitAnswer } from '../gateway/modes/replaying.ts'
import type { GatewayExchange } from '../gateway/options.ts'
import { readRecording } from '../recordings/load.ts'
import { ENDING } from '../recordings/names.ts'
import type { Chunk, Origin, Recording, WireExchange } from '../recordings/recording.ts'
import { Replayer, type ReplayOptions } from '../recordings/replay.ts'
import { RecordingStore } from '../recordings/store.ts'
import { askedOf, deskOf, type Asked, type JudgingOptions } from './asked.ts'
import { responseOf } from './response-of.ts'

/** How servers are asked and what they answer is stored. */
export interface AskingOptions extends ReplayOptions, JudgingOptions {
  readonly dir: string
  readonly speed: Speed
  /** Those that answer in place of a server. */
  readonly known: readonly Recording[]
  /** Whether what was stored just now answers the same request the next time. */
  readonly reuses: boolean
  readonly onExchange: (exchange: GatewayExchange) => void
}

/** What belongs to one connection, or to an encoding that fetch puts on and takes off. */
const OF_THE_WIRE = ['host', 'accept-encoding', 'content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'expect']

/** Sends chat requests that no known recording answers to the servers that they are for, and stores what comes back. */
export function askingHandler({ dir, speed, known, reuses, onExchange, ...options }: AskingOptions): HttpHandler {
  const desk = deskOf(options)
  const keeper = keeperOf(dir, options.secrets ?? [])
  const there = new Replayer(known, options)
  const made: Recording[] = []
  let lately = new Replayer(made, options)

  const store = async (exchange: WireExchange, { head, judged }: Asked): Promise<void> => {
    const told = { ...head.shown, status: exchange.response.status, ...(judged && { report: reportOf(judged, head.shown) }) }
    try {
      const { name, change } = await keeper(exchange)
      if (reuses) {
        made.push(await readRecording(join(dir, name + ENDING)))
        lately = new Replayer(made, options)
      }
      onExchange({ ...told, recording: name, stored: change })
    } catch (error) {
      onExchange({ ...told, failure: `not stored: ${error instanceof Error ? error.message : String(error)}` })
    }
  }

  return http.all(
    ({ request }) => formatOfPath(new URL(request.url).pathname) !== undefined,
    async ({ request }) => {
      const pieces: Uint8Array[] = []
      const asked = await askedOf(request, desk, (piece) => pieces.push(piece))
      const found = [there, lately].map((replayer) => replayer.answerTo(asked.request)).find((one) => 'recording' in one)
      if (found !== undefined) {
        const { answer, exchange } = hitAnswer(asked, found, speed)
        onExchange(exchange)
        return responseOf(answer, request.signal)
      }
      return askServer(request, Buffer.concat(pieces), (exchange) => store(exchange, asked))
    },
  )
}

/** Stores exchanges under what they are: an answer of the kit's own gateway cannot pass for that of a model. */
function keeperOf(dir: string, secrets: readonly string[]): RecordingStore['save'] {
  const stores = new Map<Origin, RecordingStore>()
  return (exchange) => {
    const origin = originOf(exchange.response)
    const store = stores.get(origin) ?? new RecordingStore(dir, { origin, secrets })
    stores.set(origin, store)
    return store.save(exchange)
  }
}

/** Asks the server that a request is for. Its answer passes through as it comes, and ends when `done` is done with the exchange. */
async function askServer(request: Request, body: Buffer, done: (exchange: WireExchange) => Promise<void>): Promise<Response> {
  const { method, url, signal } = request
  const { pathname, search } = new URL(url)
  const startedAt = new Date()
  const start = performance.now()
  const sent = new Request(url, { method, headers: withoutWire(request.headers), signal, ...(body.length > 0 && { body: new Uint8Array(body) }) })
  const answer = await fetch(bypass(sent))
  const { status } = answer
  const headers = withoutWire(answer.headers)
  const chunks: Chunk[] = []
  const end = (cut: boolean): Promise<void> =>
    done({
      startedAt,
      request: { method, url, path: pathname + search, headers: Object.fromEntries(request.headers), body },
      response: { status, headers: mapOf(headers), chunks, ...(cut && { cut }) },
    })
  const note = (bytes: Uint8Array): number => chunks.push({ at: Math.round(performance.now() - start), bytes })
  if (answer.body === null) {
    await end(false)
    return new Response(null, { status, headers })
  }
  // MSW writes answers to a socket, where one must tell its length or its chunks, or it would end wherever it breaks off.
  headers.set('transfer-encoding', 'chunked')
  return new Response(noted(answer.body, note, end, signal), { status, headers })
}

/** The same stream, of which each piece is told, and how it ended. */
function noted(body: ReadableStream<Uint8Array>, note: (bytes: Uint8Array) => void, end: (cut: boolean) => Promise<void>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let isLeft = false
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) {
          note(value)
          return controller.enqueue(value)
        }
        if (isLeft || signal.aborted) return
        await end(false)
        controller.close()
      } catch (error) {
        // What the client did not wait for was not cut by the server, and is not stored.
        if (!isLeft && !signal.aborted) await end(true)
        controller.error(error)
      }
    },
    cancel(reason) {
      isLeft = true
      return reader.cancel(reason)
    },
  })
}

function withoutWire(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => !OF_THE_WIRE.includes(name)))
}

/** Each name once; several cookies are one text. */
function mapOf(headers: Headers): Record<string, string> {
  const cookies = headers.getSetCookie()
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies.join(', ') }) }
}
