import { PixpactError } from '../core/errors.ts'
import type { Finding, FormatId } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'
import { sdkBasePath } from '../profiles/sdk-base.ts'
import { checkOptions } from '../validate/check-options.ts'
import { chooseProfile } from '../validate/context.ts'
import { openDesk } from './desk.ts'
import { startMode } from './modes/start.ts'
import { GATEWAY_OPTIONS, type GatewayExchange, type GatewayOptions } from './options.ts'
import { listen, stop } from './server.ts'

/** A gateway that runs. */
export interface Gateway {
  /** Its address, such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** What OpenAI's SDK is told as base URL; absent where the profile takes no Chat Completions. */
  readonly openaiBaseUrl?: string
  /** What Anthropic's SDK is told as base URL; absent where the profile takes no Messages. */
  readonly anthropicBaseUrl?: string
  /** The requests so far, in the order in which they were answered. They stay here as long as it runs, unless `keepExchanges` is false. */
  readonly exchanges: readonly GatewayExchange[]
  /** How many requests are being received or answered now. */
  readonly pending: number
  /** What was found in them so far. */
  readonly findings: readonly Finding[]
  /**
   * Ends it, and breaks off what is still open; what was complete is stored before it resolves. Rejects when an internal error kept a
   * request from being judged.
   */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const MAX_REQUEST_BYTES = 128 * 2 ** 20

/**
 * Starts a gateway on this machine that judges every request. Unless another `mode` is asked for, it answers as the profile documents,
 * without a model behind it.
 *
 * @example
 * await using gateway = await startGateway()
 * const client = new OpenAI({ apiKey: 'any', baseURL: gateway.openaiBaseUrl })
 * // …
 * expect(gateway.findings).toEqual([])
 *
 * @throws PixpactError as `validateRequest` does for options that mean nothing; `usage` also for a mode that lacks its upstream, and for
 * one that records in CI; `no-input` and `bad-recording` for recordings that cannot be replayed; `cannot-listen` where the address is taken.
 */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  checkOptions(options, GATEWAY_OPTIONS)
  const { host = '127.0.0.1', port = 0, format, rules, now, maxRequestBytes = MAX_REQUEST_BYTES, lenientPaths = false, onExchange, keepExchanges = true } = options
  const profile = chooseProfile(options)
  const contract = { ...(format && { format }), ...(rules && { rules }), ...(now !== undefined && { now }) }
  const running = await startMode({ profile, contract, maxRequestBytes, lenientPaths }, options)
  const exchanges: GatewayExchange[] = []
  const desk = openDesk(running, (exchange) => {
    if (keepExchanges) exchanges.push(exchange)
    onExchange?.(exchange)
  })
  const { server, url } = await listen(desk.handle, host, port)
  const close = async (): Promise<void> => {
    desk.stop()
    await stop(server)
    await desk.idle()
    await running.close?.()
    const [failure] = desk.failures
    if (failure !== undefined) throw new PixpactError('internal', 'An internal error kept a request from being judged.', 'Please report it.', { cause: failure })
  }
  return {
    url,
    ...baseUrls(url, profile),
    exchanges,
    get pending() {
      return desk.pending
    },
    get findings() {
      return exchanges.flatMap(({ report }) => report?.findings ?? [])
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function baseUrls(url: string, profile: Profile): Pick<Gateway, 'openaiBaseUrl' | 'anthropicBaseUrl'> {
  const base = (format: FormatId): string | undefined => {
    const path = sdkBasePath(profile, format)
    return path === undefined ? undefined : url + path
  }
  const [openaiBaseUrl, anthropicBaseUrl] = [base('openai-chat'), base('anthropic-messages')]
  return { ...(openaiBaseUrl !== undefined && { openaiBaseUrl }), ...(anthropicBaseUrl !== undefined && { anthropicBaseUrl }) }
}
