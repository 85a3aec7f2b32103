import { bypass, http, type HttpHandler } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Finding } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'
import type { GatewayExchange, GatewayOptions } from '../gateway/options.ts'
import { startGateway, type Gateway } from '../gateway/start-gateway.ts'
import { loadRecordings } from '../recordings/load.ts'
import type { Recording } from '../recordings/recording.ts'
import { handlersFromRecordings, type HandlerOptions } from './handlers.ts'

/** What `useRecordings` may be told. */
export interface RecordingsOptions extends Omit<HandlerOptions, 'onExchange'>, Pick<GatewayOptions, 'allowRecordInCi'> {
  /**
   * `replay` (default): answers from the recordings; a request that none of them answers fails the test. `record`: asks the real server and
   * stores what it answers. `auto`: answers from recordings, asks and stores where there is none. The last two are refused in CI.
   */
  readonly mode?: 'replay' | 'record' | 'auto'
}

/** What the tests of a file sent, for them to look at. Each test begins with nothing. */
export interface UsedRecordings {
  /** The requests of this test so far, in their order. */
  readonly exchanges: readonly GatewayExchange[]
  /** What was found in them. */
  readonly findings: readonly Finding[]
}

/**
 * Answers the requests of the tests in this file, or of the `describe` that it is called in, from the recordings in a folder. In a test
 * that sends what no recording answers the client gets an error, and the test fails with the nearest recording and the first place that differs.
 *
 * @example
 * const used = useRecordings('test/recordings')
 * test('describes the picture', async () => {
 *   expect(await describePicture('cat.png')).toContain('cat')
 *   expect(used.findings).toEqual([])
 * })
 *
 * @throws PixpactError before the first test, as `handlersFromRecordings` and `startGateway` do.
 */
export function useRecordings(dir: string, { mode = 'replay', allowRecordInCi, ...options }: RecordingsOptions = {}): UsedRecordings {
  let exchanges: GatewayExchange[] = []
  const keep = (exchange: GatewayExchange): void => {
    exchanges.push(exchange)
  }
  const server = setupServer()
  const gateways = new Map<string, Promise<Gateway>>()
  let recordings: readonly Recording[] = []

  /** One recorder for each server that is asked. */
  const gatewayTo = (origin: string): Promise<Gateway> => {
    const { ignore: _, ...shared } = options
    const started = gateways.get(origin) ?? startGateway({ ...shared, mode, upstream: origin, recordings: dir, onExchange: keep, keepExchanges: false, ...(allowRecordInCi && { allowRecordInCi }) })
    gateways.set(origin, started)
    return started
  }

  beforeAll(async () => {
    if (mode === 'replay') recordings = await loadRecordings(dir)
    server.listen({ onUnhandledRequest: 'bypass' })
  })
  beforeEach(() => {
    exchanges = []
    server.resetHandlers(...(mode === 'replay' ? handlersFromRecordings(recordings, { ...options, onExchange: keep }) : [throughGateway(gatewayTo)]))
  })
  afterEach(() => {
    const failures = exchanges.flatMap(({ failure }) => failure ?? [])
    if (failures.length > 0) throw new Error(failures.join('\n'))
  })
  afterAll(async () => {
    server.close()
    for (const gateway of gateways.values()) await (await gateway).close()
  })
  return {
    get exchanges() {
      return exchanges
    },
    get findings() {
      return exchanges.flatMap(({ report }) => report?.findings ?? [])
    },
  }
}

/** What belongs to the connection to the gateway: fetch has taken the encoding off. */
const OF_THE_WIRE = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']

/** Sends chat requests through a gateway that records them, and leaves all others alone. */
function throughGateway(gatewayTo: (origin: string) => Promise<Gateway>): HttpHandler {
  return http.all(
    ({ request }) => formatOfPath(new URL(request.url).pathname) !== undefined,
    async ({ request }) => {
      const { origin, pathname, search } = new URL(request.url)
      const { url } = await gatewayTo(origin)
      const answer = await fetch(bypass(new Request(url + pathname + search, request)))
      const headers = new Headers(answer.headers)
      for (const name of OF_THE_WIRE) headers.delete(name)
      return new Response(answer.body, { status: answer.status, headers })
    },
  )
}
