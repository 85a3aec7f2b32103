import { dirname, matchesGlob, normalize, relative, resolve } from 'node:path'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { readJson } from '../kit-files/read-json.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { CONFIG_FILE } from './config-file.ts'
import type { FailOn } from './config.ts'
import { importConfig } from './import-config.ts'
import { mergeOptions } from './merge-options.ts'
import { resolveConfig, type ResolvedConfig } from './resolve-config.ts'
import type { ResolvedTarget } from './resolve-targets.ts'

/** A configuration in force. */
export interface LoadedConfig {
  /** Its path as seen from the working directory. */
  readonly name: string
  /** The folder that its patterns start from. */
  readonly folder: string
  readonly files?: readonly string[]
  readonly failOn?: FailOn
  /** The gateways to check, by their names. */
  readonly targets: Readonly<Record<string, ResolvedTarget>>
  /** `told` laid over what it says of the payloads in a file, or of those that are in none. */
  optionsUnder(told: ValidateOptions, file?: string): ValidateOptions
}

/**
 * Loads the configuration at `path`: JSON, or a module of TypeScript or JavaScript, which is run.
 *
 * @throws PixpactError `bad-config`: it cannot be read or run, or has mistakes, all of which are told at once.
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const name = relative('', path)
  const folder = resolve(dirname(path))
  const { files, failOn, targets, ...own } = resolveConfig(await contentOf(path, name), folder, name)
  return {
    name,
    folder,
    ...(files !== undefined && { files }),
    ...(failOn !== undefined && { failOn }),
    targets,
    optionsUnder: (told, file) => mergeOptions(file === undefined ? own.options : optionsAt(own, relative(folder, resolve(file))), told),
  }
}

async function contentOf(path: string, name: string): Promise<unknown> {
  if (/\.json$/i.test(path)) return readJson(name, CONFIG_FILE)
  if (/\.[cm]?[jt]s$/i.test(path)) return importConfig(resolve(path), name)
  const message = `${printable(path)} is no configuration: its name ends with none of .ts, .js and .json.`
  throw new PixpactError('bad-config', message, CONFIG_FILE.ifUnreadable)
}

function optionsAt({ options, overrides }: Pick<ResolvedConfig, 'options' | 'overrides'>, path: string): ValidateOptions {
  return overrides
    .filter(({ files }) => files.some((pattern) => pattern === path || matchesGlob(path, normalize(pattern))))
    .reduce((lower, override) => mergeOptions(lower, override.options), options)
}
