import type { PayloadReport } from '../core/vocabulary.ts'
import type { ValidateOptions } from '../validate/options.ts'

/** One request to the gateway, and how it was answered. */
export interface GatewayExchange {
  readonly method: string
  /** Without the query, which may hold a key. */
  readonly path: string
  readonly status: number
  /** The fault that it met. */
  readonly fault?: string
  /** The verdict on the request; absent where nothing was posted, or the body was too large to be read. */
  readonly report?: PayloadReport
}

/** What `startGateway` may be told. The options that it shares with `validateRequest` mean the same. */
export interface GatewayOptions extends Pick<ValidateOptions, 'profile' | 'format' | 'rules' | 'now'> {
  /** `simulate` answers as the profile documents, without a model. */
  readonly mode?: 'simulate'
  /** Default: 0, a free one. */
  readonly port?: number
  /** Default: 127.0.0.1, where this machine alone can reach it. */
  readonly host?: string
  /** Faults that requests meet: `NAME`, or `NAME@RATE` for a share of them; see docs/faults.md. */
  readonly faults?: readonly string[]
  /**
   * Takes `{base}/messages` for `{base}/v1/messages`, and the like. Clients differ in what they add to a base URL: where they did not
   * choose it, that is not their fault. Default: false, as no gateway does it.
   */
  readonly lenientPaths?: boolean
  /** Larger bodies are turned down before they are read. Default: 128 MiB, as gateways of the new-api family have it. */
  readonly maxRequestBytes?: number
  /** Is told of each request once it is answered. */
  readonly onExchange?: (exchange: GatewayExchange) => void
}

export const GATEWAY_OPTIONS: readonly string[] = [
  'profile', 'format', 'rules', 'now',
  'mode', 'port', 'host', 'faults', 'lenientPaths', 'maxRequestBytes', 'onExchange',
]
