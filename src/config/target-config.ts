import type { FormatId } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'

/** A gateway that `pixpact check` checks. */
export interface TargetConfig {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string
  /** The command that starts it, where nobody listens, and again when it died. */
  readonly start?: string
  readonly routes: readonly RouteConfig[]
  /**
   * Where the kit serves the pictures that are sent by URL (`host`, default 127.0.0.1, and `port`), and how the gateway reaches that.
   * Default: beside the provider that the kit plays; where it plays none, no pictures are sent by URL.
   */
  readonly pictures?: { readonly port: number; readonly host?: string; readonly url?: string }
  /** What belongs to a result, such as the versions of the gateway and its dependencies. */
  readonly notes?: Readonly<Record<string, string>>
}

/** One way through the gateway. */
export interface RouteConfig {
  /** Default: the format, with that of the provider where the kit plays it. */
  readonly name?: string
  /** The format in which clients speak to it. */
  readonly format: FormatId
  /** Default: `/v1/chat/completions` or `/v1/messages`. */
  readonly path?: string
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>
  /** The environment variable that holds the key. */
  readonly keyEnv?: string
  /** Default: `gpt-4o` or `claude-sonnet-4-5`, which the provider that the kit plays takes like any other. */
  readonly model?: string
  /** What clients of this route are promised. Default: `openai` or `anthropic`, by the format. */
  readonly profile?: string | Profile
  /** False where the model cannot read the code on a picture. Default: true. */
  readonly reads?: boolean
  /** Where the gateway looks for its provider, whom the kit plays. Default: none, the provider is a real one. */
  readonly upstream?: UpstreamConfig
}

/** The provider behind the gateway. */
export interface UpstreamConfig {
  /** The format in which the gateway calls it. */
  readonly format: FormatId
  /** Where the kit listens. */
  readonly port: number
  /** Default: 127.0.0.1. */
  readonly host?: string
  /** What the provider takes. Default: `openai` or `anthropic`, by the format. */
  readonly profile?: string | Profile
}
