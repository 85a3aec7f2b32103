import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const DATA = resolve('../shared/data')

/** The recorded data lie beside the project, not in it: their pictures belong to others. */
export function hasData(folder: string): boolean {
  return existsSync(join(DATA, folder))
}

/** For the title of a test that cannot run without the data, so that nobody takes it for passed. */
export function titleNote(folder: string): string {
  return hasData(folder) ? '' : ` (SKIPPED: there is no folder ../shared/data/${folder})`
}

/** The JSON files below a folder of the data, by their paths. */
export function dataFiles<T>(folder: string): (readonly [name: string, content: T])[] {
  if (!hasData(folder)) return []
  return readdirSync(join(DATA, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && name !== 'INDEX.json')
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(DATA, folder, name), 'utf8')) as T] as const)
}
