import type { FormatId, Level } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TargetConfig } from './target-config.ts'

/** What makes the exit code 1. */
export type FailOn = 'error' | 'warning' | 'never'

/**
 * What `pixpact.config.{ts,js,json}` may hold. Paths and patterns are relative to its folder. `schemas/kit/config.schema.json`
 * describes the same for JSON.
 */
export interface Config {
  /** For editors. */
  readonly $schema?: string
  /** Whose rules apply: the id of a shipped profile, the path of a profile file, or a profile. */
  readonly profile?: string | Profile
  /** The wire format. Default: what the path, a header, the profile or the body itself tells. */
  readonly format?: FormatId
  /** What makes the exit code 1. Default: `error`. */
  readonly failOn?: FailOn
  /** Levels by rule (`base64`) or by message (`base64/padding`), in place of the profile's. */
  readonly rules?: Readonly<Record<string, Level>>
  /** What `pixpact validate` judges when no file is named: files, or patterns such as `captures/*.json`. */
  readonly files?: readonly string[]
  /** What else applies to some files. Of several that match, the later one wins. */
  readonly overrides?: readonly ConfigOverride[]
  /** The gateways that `pixpact check --target NAME` checks, by their names. */
  readonly targets?: Readonly<Record<string, TargetConfig>>
}

/** What applies to some of the files, in place of what the configuration says of all. */
export interface ConfigOverride {
  /** The files, as patterns such as `captures/anthropic/**`. */
  readonly files: readonly string[]
  readonly profile?: string | Profile
  readonly format?: FormatId
  /** The URL path that these bodies are sent to, such as `/v1/messages`. */
  readonly path?: string
  /** Laid over the rules outside of it. */
  readonly rules?: Readonly<Record<string, Level>>
}

/** The configuration as it is: for the types. */
export function defineConfig(config: Config): Config {
  return config
}
