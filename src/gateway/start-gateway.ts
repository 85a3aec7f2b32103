import type { IncomingMessage, ServerResponse } from 'node:http'
import { PixpactError } from '../core/errors.ts'
import type { Finding, FormatId } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'
import { sdkBasePath } from '../profiles/sdk-base.ts'
import { checkOptions } from '../validate/check-options.ts'
import { chooseProfile } from '../validate/context.ts'
import { CORS } from './cors.ts'
import { outcomeOf, type Setting } from './exchange.ts'
import { FaultPlan } from './faults/fault-plan.ts'
import { GATEWAY_OPTIONS, type GatewayExchange, type GatewayOptions } from './options.ts'
import { send } from './send.ts'
import { listen, stop } from './server.ts'

/** A gateway that runs. */
export interface Gateway {
  /** Its address, such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** What OpenAI's SDK is told as base URL; absent where the profile takes no Chat Completions. */
  readonly openaiBaseUrl?: string
  /** What Anthropic's SDK is told as base URL; absent where the profile takes no Messages. */
  readonly anthropicBaseUrl?: string
  /** The requests so far, in the order in which they were judged. */
  readonly exchanges: readonly GatewayExchange[]
  /** How many requests are being received or answered now. */
  readonly pending: number
  /** What was found in them so far. */
  readonly findings: readonly Finding[]
  /** Ends it, and breaks off what is still open. Rejects when an internal error kept a request from being judged. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const MAX_REQUEST_BYTES = 128 * 2 ** 20

/**
 * Starts a gateway on this machine that judges every request and answers as the profile documents, without a model behind it.
 *
 * @example
 * await using gateway = await startGateway()
 * const client = new OpenAI({ apiKey: 'any', baseURL: gateway.openaiBaseUrl })
 * // …
 * expect(gateway.findings).toEqual([])
 *
 * @throws PixpactError as `validateRequest` does for options that mean nothing; `cannot-listen` where the address is taken.
 */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  checkOptions(options, GATEWAY_OPTIONS)
  const { mode = 'simulate', host = '127.0.0.1', port = 0, format, rules, now, maxRequestBytes = MAX_REQUEST_BYTES, lenientPaths = false, onExchange } = options
  if (mode !== 'simulate') throw new PixpactError('usage', `There is no mode "${String(mode)}".`, 'The only one is simulate.')
  const profile = chooseProfile(options)
  const contract = { ...(format && { format }), ...(rules && { rules }), ...(now !== undefined && { now }) }
  const setting: Setting = { profile, contract, maxRequestBytes, faults: new FaultPlan(options.faults ?? []), lenientPaths }
  const exchanges: GatewayExchange[] = []
  const failures: unknown[] = []
  let pending = 0
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    pending++
    respond(request, response, setting, (exchange) => {
      exchanges.push(exchange)
      onExchange?.(exchange)
    })
      .catch((error: unknown) => {
        // What was not judged must not pass: `close` tells.
        failures.push(error)
        response.socket?.destroy()
      })
      .finally(() => pending--)
  }
  const { server, url } = await listen(handle, host, port)
  const close = async (): Promise<void> => {
    await stop(server)
    if (failures.length > 0) throw new PixpactError('internal', 'An internal error kept a request from being judged.', 'Please report it.', { cause: failures[0] })
  }
  return {
    url,
    ...baseUrls(url, profile),
    exchanges,
    get pending() {
      return pending
    },
    get findings() {
      return exchanges.flatMap(({ report }) => report?.findings ?? [])
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, setting: Setting, tell: (exchange: GatewayExchange) => void): Promise<void> {
  const outcome = await outcomeOf(request, setting)
  if (outcome === undefined) return
  tell(outcome.exchange)
  await send({ ...outcome.answer, headers: { ...CORS, ...outcome.answer.headers } }, request, response)
}

function baseUrls(url: string, profile: Profile): Pick<Gateway, 'openaiBaseUrl' | 'anthropicBaseUrl'> {
  const base = (format: FormatId): string | undefined => {
    const path = sdkBasePath(profile, format)
    return path === undefined ? undefined : url + path
  }
  const [openaiBaseUrl, anthropicBaseUrl] = [base('openai-chat'), base('anthropic-messages')]
  return { ...(openaiBaseUrl !== undefined && { openaiBaseUrl }), ...(anthropicBaseUrl !== undefined && { anthropicBaseUrl }) }
}
