import { http, type HttpHandler } from 'msw'
import { PixpactError } from '../core/errors.ts'
import type { Finding } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'
import { checkReplayable } from '../gateway/modes/replayable.ts'
import type { Speed } from '../gateway/modes/replayed.ts'
import { hitAnswer, missAnswer } from '../gateway/modes/replaying.ts'
import type { GatewayExchange } from '../gateway/options.ts'
import type { Recording } from '../recordings/recording.ts'
import { Replayer, type ReplayOptions } from '../recordings/replay.ts'
import { checkOptions } from '../validate/check-options.ts'
import { askedOf, deskOf, type JudgingOptions } from './asked.ts'
import { responseOf } from './response-of.ts'

/** What `handlersFromRecordings` may be told. */
export interface HandlerOptions extends ReplayOptions, JudgingOptions {
  /** How fast answers come: `instant`, as `recorded`, or so many times as fast. Default: `instant`. */
  readonly speed?: Speed
  /** Is told of each request once its answer is found. */
  readonly onExchange?: (exchange: GatewayExchange) => void
}

const OPTIONS: readonly string[] = ['ignore', 'secrets', 'profile', 'format', 'rules', 'now', 'speed', 'onExchange']

/** Handlers for MSW, with what they were asked so far. */
export interface RecordedHandlers extends ReadonlyArray<HttpHandler> {
  /** The requests so far, in their order. One that no recording answers has a `failure`. */
  readonly exchanges: readonly GatewayExchange[]
  /** What was found in them so far. */
  readonly findings: readonly Finding[]
  /** Why requests were not answered: each names the nearest recording and the first place that differs. */
  readonly misses: readonly string[]
}

/**
 * Handlers that answer from recordings: `setupServer(...handlers)`. They take every request to a path that some recording was made at,
 * on whatever host; any other one is left to other handlers. Repeats are answered in their order, and the last answer stays.
 *
 * A request that no recording answers gets an error in the format's own envelope that no SDK tries again on, and `misses` tells of it.
 *
 * @example
 * const recorded = handlersFromRecordings(await loadRecordings('recordings'))
 * const server = setupServer(...recorded)
 * // …
 * expect(recorded.misses).toEqual([])
 * expect(recorded.findings).toEqual([])
 *
 * @throws PixpactError `usage` for options that mean nothing, `no-input` for no recordings, `bad-recording` for one that cannot be sent.
 */
export function handlersFromRecordings(recordings: readonly Recording[], options: HandlerOptions = {}): RecordedHandlers {
  checkOptions(options, OPTIONS)
  if (recordings.length === 0) throw new PixpactError('no-input', 'There are no recordings to answer from.', 'Check the folder that loadRecordings was given.')
  recordings.forEach(checkReplayable)
  const { speed = 'instant', onExchange } = options
  const desk = deskOf(options)
  const replayer = new Replayer(recordings, options)
  const paths = new Set(recordings.flatMap(({ request }) => [pathOf(request.path), pathOf(request.url)]))
  const takesAnyPath = options.ignore?.includes('path') ?? false
  const exchanges: GatewayExchange[] = []
  const handler = http.all(
    ({ request }) => paths.has(pathOf(request.url)) || (takesAnyPath && formatOfPath(pathOf(request.url)) !== undefined),
    async ({ request }) => {
      const asked = await askedOf(request, desk)
      const found = replayer.answerTo(asked.request)
      const { answer, exchange } = 'recording' in found ? hitAnswer(asked, found, speed) : missAnswer(asked, found, desk.setting)
      exchanges.push(exchange)
      onExchange?.(exchange)
      return responseOf(answer, request.signal)
    },
  )
  const told = {
    exchanges: { value: exchanges },
    findings: { get: () => exchanges.flatMap(({ report }) => report?.findings ?? []) },
    misses: { get: () => exchanges.flatMap(({ failure }) => failure ?? []) },
  }
  // Spread into `setupServer`, it is a list of handlers and nothing else.
  return Object.defineProperties([handler], told) as unknown as RecordedHandlers
}

function pathOf(url: string): string {
  return URL.parse(url, 'http://localhost')?.pathname ?? url
}
