import { readFileSync } from 'node:fs'
import type { FormatId } from '../../src/core/vocabulary.ts'

/** The field paths listed by hand for a format, one entry for each way to fill in the braces of a line. */
export function listedPaths(format: FormatId): string[] {
  const text = readFileSync(new URL(`field-paths/${format}.txt`, import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.flatMap(withoutBraces)
}

/** Whether a listed path stands for a field path: by name, or by `.**` for whatever is below it. */
export function covers(listed: string, path: string): boolean {
  return listed.endsWith('.**') ? path.startsWith(listed.slice(0, -2)) : path === listed
}

function withoutBraces(line: string): string[] {
  const [, before, names, after] = /^(.*?)\{(.*?)\}(.*)$/.exec(line) ?? []
  if (before === undefined || names === undefined || after === undefined) return [line]
  return names.split(',').flatMap((name) => withoutBraces(`${before}${name}${after}`))
}
