import type { Readable } from 'node:stream'

/** A request as it goes up. */
export interface UpstreamRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Names and values in turn. */
  readonly headers: readonly string[]
  /** Absent where nothing is sent but the headers. */
  readonly body?: Readable
  /** Ends it, and what still comes of the answer. */
  readonly signal: AbortSignal
}

/** An answer as it comes: the bytes of the body are those on the wire, whatever they are encoded as. */
export interface UpstreamAnswer {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly body: AsyncIterable<Buffer>
}

/** A server that requests are passed on to. */
export interface Upstream {
  /** Rejects where no answer comes: see `whyNoAnswer`. */
  ask(request: UpstreamRequest): Promise<UpstreamAnswer>
  /** Ends what is still open. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT = 10_000
/** A model may think for minutes before it says anything. Who asks gives up earlier, and then so does this. */
const HEADERS_TIMEOUT = 15 * 60_000
const SILENCE_TIMEOUT = 5 * 60_000
const LARGEST_HEADER = 65_536

/**
 * Opens the way to the server at `origin`. Nothing is followed, decompressed, tried again or kept, and no proxy of the environment is
 * used. Connections are shared by the requests.
 */
export async function openUpstream(origin: string): Promise<Upstream> {
  // Not needed unless something is passed on.
  const { Pool } = await import('undici')
  const pool = new Pool(origin, {
    allowH2: false,
    connectTimeout: CONNECT_TIMEOUT,
    headersTimeout: HEADERS_TIMEOUT,
    bodyTimeout: SILENCE_TIMEOUT,
    maxHeaderSize: LARGEST_HEADER,
  })
  return {
    async ask({ method, path, headers, body, signal }) {
      const answer = await pool.request({ method, path, headers: [...headers], body: body ?? null, signal, responseHeaders: 'raw' })
      return { status: answer.statusCode, headers: answer.headers as unknown as string[], body: answer.body }
    },
    close: () => pool.destroy(),
  }
}
