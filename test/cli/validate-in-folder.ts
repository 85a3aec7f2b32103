import { join } from 'node:path'
import type { Report } from '../../src/core/vocabulary.ts'
import { folderWith } from '../config/folder.ts'
import { pixpact, type Run } from './run.ts'

export interface Setting {
  readonly files: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** The folder in which the command runs, below the files. */
  readonly within?: string
}

/** Runs `pixpact validate` in a folder with these files. */
export function validate({ files, args = [], env = {}, input = '', within = '.' }: Setting): Run {
  return pixpact(['validate', ...args], { cwd: join(folderWith(files), within), env, input })
}

export function reportOf(setting: Setting): Report {
  return JSON.parse(validate({ ...setting, args: ['--reporter', 'json', ...(setting.args ?? [])] }).stdout) as Report
}

export function json(config: object): string {
  return JSON.stringify(config)
}
