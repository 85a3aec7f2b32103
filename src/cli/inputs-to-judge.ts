import type { LoadedConfig } from '../config/load-config.ts'
import { PixpactError } from '../core/errors.ts'
import { findFiles, STANDARD_INPUT } from '../inputs/find-files.ts'
import type { Input } from './judge-inputs.ts'
import type { Settings } from './settings.ts'

/**
 * The inputs that the command line names, or else those of the configuration, with what applies to each. Throws `usage`
 * where neither names any.
 */
export function inputsToJudge(named: readonly string[], { config, optionsFor }: Settings): Input[] {
  const names = named.length > 0 ? findFiles(named) : filesOf(config)
  return names.map((name) => ({ name, options: optionsFor(name === STANDARD_INPUT ? undefined : name) }))
}

function filesOf(config: LoadedConfig | undefined): string[] {
  if (config?.files === undefined) {
    const message = config === undefined ? 'No file is named, and there is no configuration.' : `No file is named, and ${config.name} has no "files".`
    throw new PixpactError('usage', message, 'Name files, or - for standard input, or write "files" into a configuration: "pixpact init" makes one.')
  }
  try {
    return findFiles(config.files, config.folder)
  } catch (error) {
    if (!(error instanceof PixpactError)) throw error
    throw new PixpactError(error.code, `${config.name}, "files": ${error.message}`, 'Change it there, or name files.', { cause: error })
  }
}
