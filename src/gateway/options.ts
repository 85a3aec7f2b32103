import type { PayloadReport } from '../core/vocabulary.ts'
import type { ValidateOptions } from '../validate/options.ts'
import type { Mode } from './modes/mode.ts'
import type { Speed } from './modes/replayed.ts'

/** One request to the gateway, and how it was answered. */
export interface GatewayExchange {
  readonly method: string
  /** Without the query, which may hold a key. */
  readonly path: string
  /** 499 where the client went away before there was an answer. */
  readonly status: number
  /** The fault that it met. */
  readonly fault?: string
  /** The verdict on the request, and on the answer where it came from a server; absent where nothing was posted, or the body was too large to be read. */
  readonly report?: PayloadReport
  /** The recording that it was answered from, or is stored as. */
  readonly recording?: string
  /** What storing it changed. Absent where it was not stored. */
  readonly stored?: 'new' | 'unchanged' | 'changed'
  /** Why it was not answered, judged or stored as it should be. A run with such an exchange did not do its work. */
  readonly failure?: string
  /** What else is to be known: that the answer broke off, or that the client did not wait for it. */
  readonly note?: string
}

/** What `startGateway` may be told. The options that it shares with `validateRequest` mean the same. */
export interface GatewayOptions extends Pick<ValidateOptions, 'profile' | 'format' | 'rules' | 'now'> {
  /**
   * Where answers come from. Default: `simulate`, from the profile's documents. `replay`: from recordings. `record`: from `upstream`, and
   * are stored. `auto`: from recordings, else from `upstream`, and are stored. `forward`: from `upstream`.
   */
  readonly mode?: Mode
  /** The server that requests are passed on to, such as `https://api.shubiaobiao.com`. For `record`, `auto` and `forward`. */
  readonly upstream?: string
  /** The folder of recordings. For `replay`, `record` and `auto`. Default: `recordings`. */
  readonly recordings?: string
  /** What must be stored nowhere, besides what carries a key anyway: texts of at least 4 characters. For `record`, `auto` and `replay`. */
  readonly secrets?: readonly string[]
  /** Lets `record` and `auto` start where the environment variable `CI` is set. Default: false. */
  readonly allowRecordInCi?: boolean
  /** How fast recordings are replayed: `instant`, as `recorded`, or so many times as fast. Default: `instant`. */
  readonly speed?: Speed
  /** Default: 0, a free one. */
  readonly port?: number
  /** Default: 127.0.0.1, where this machine alone can reach it. */
  readonly host?: string
  /** Faults that requests meet: `NAME`, or `NAME@RATE` for a share of them; see docs/faults.md. For `simulate`. */
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
  /** Whether `exchanges` and `findings` of the gateway hold what was. Switch it off for one that runs for long, and use `onExchange`. Default: true. */
  readonly keepExchanges?: boolean
}

export const GATEWAY_OPTIONS: readonly string[] = [
  'profile', 'format', 'rules', 'now',
  'mode', 'upstream', 'recordings', 'secrets', 'allowRecordInCi', 'speed',
  'port', 'host', 'faults', 'lenientPaths', 'maxRequestBytes', 'onExchange', 'keepExchanges',
]
