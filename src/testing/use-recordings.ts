import type { HttpHandler } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Finding } from '../core/vocabulary.ts'
import { checkMode } from '../gateway/modes/start.ts'
import type { GatewayExchange, GatewayOptions } from '../gateway/options.ts'
import { loadRecordings } from '../recordings/load.ts'
import type { Recording } from '../recordings/recording.ts'
import { askingHandler } from './asking.ts'
import { handlersFromRecordings, type HandlerOptions } from './handlers.ts'

/** What `useRecordings` may be told. */
export interface RecordingsOptions extends Omit<HandlerOptions, 'onExchange'>, Pick<GatewayOptions, 'allowRecordInCi'> {
  /**
   * `replay` (default): answers from the recordings; a request that none of them answers fails the test. `record`: asks the real server and
   * stores what it answers. `auto`: answers from recordings, asks and stores where there is none. The last two are refused in CI.
   */
  readonly mode?: 'replay' | 'record' | 'auto'
}

/** What a test sent, for it to look at. Each test begins with nothing. */
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
 * @throws PixpactError before the first test, as `loadRecordings` and `handlersFromRecordings` do, and `usage` for recording in CI.
 */
export function useRecordings(dir: string, { mode = 'replay', allowRecordInCi, ...options }: RecordingsOptions = {}): UsedRecordings {
  const { speed = 'instant' } = options
  let exchanges: GatewayExchange[] = []
  let recordings: readonly Recording[] = []
  let asking: HttpHandler | undefined
  const onExchange = (exchange: GatewayExchange): void => {
    exchanges.push(exchange)
  }
  const scope: Scope = { handlers: () => (asking === undefined ? handlersFromRecordings(recordings, { ...options, onExchange }) : [asking]) }

  beforeAll(async () => {
    // Which servers are asked is for the requests to say.
    checkMode(mode, { upstream: 'https://localhost', speed, ...(allowRecordInCi && { allowRecordInCi }) })
    if (mode !== 'record') recordings = await loadRecordings(dir)
    if (mode !== 'replay') asking = askingHandler({ ...options, dir, speed, known: recordings, reuses: mode === 'auto', onExchange })
    enter(scope)
  })
  beforeEach(() => {
    exchanges = []
    install()
  })
  afterEach(() => {
    const failures = exchanges.flatMap(({ failure }) => failure ?? [])
    if (failures.length > 0) throw new Error(failures.join('\n'))
  })
  afterAll(() => leave(scope))
  return {
    get exchanges() {
      return exchanges
    },
    get findings() {
      return exchanges.flatMap(({ report }) => report?.findings ?? [])
    },
  }
}

/** What answers within a file or a `describe`. */
interface Scope {
  readonly handlers: () => readonly HttpHandler[]
}

/** One for all: MSW knows of one at a time. */
const server = setupServer()
/** The innermost one last: it alone answers. */
const scopes: Scope[] = []

function enter(scope: Scope): void {
  const handlers = scope.handlers()
  if (scopes.length === 0) server.listen({ onUnhandledFrame: 'bypass' })
  scopes.push(scope)
  server.resetHandlers(...handlers)
}

function install(): void {
  server.resetHandlers(...(scopes.at(-1)?.handlers() ?? []))
}

function leave(scope: Scope): void {
  const at = scopes.indexOf(scope)
  // It may not have got so far.
  if (at === -1) return
  scopes.splice(at, 1)
  if (scopes.length === 0) server.close()
  else install()
}
