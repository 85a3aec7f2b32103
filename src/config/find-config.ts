import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'

/** The names that a configuration may have. */
export const CONFIG_NAMES = ['pixpact.config.ts', 'pixpact.config.js', 'pixpact.config.json'] as const

/** The names of the configurations in a folder, which should be one at most. */
export function configsIn(folder: string): string[] {
  return CONFIG_NAMES.filter((name) => existsSync(join(folder, name)))
}

/**
 * The path of the configuration that applies in `folder`: its own, else that of the nearest folder above it; `undefined` where
 * there is none. Throws `bad-config` for a folder that has several.
 */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const [name, ...others] = configsIn(at)
    if (others.length > 0) {
      const names = [name, ...others].join(' and ')
      throw new PixpactError('bad-config', `${printable(at)} has ${names}.`, 'Keep one of them, or name one with --config.')
    }
    if (name !== undefined) return join(at, name)
    if (at === dirname(at)) return undefined
  }
}
