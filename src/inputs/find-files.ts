import { globSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { PixpactError } from '../core/errors.ts'

/** Folders that no pattern looks into. */
const PASSED_OVER = ['node_modules', '.git']

/** The name of standard input among files. */
export const STANDARD_INPUT = '-'

/**
 * The files that `patterns` mean: a file's own name first, a glob pattern otherwise. In the order of the patterns, those of
 * one pattern sorted, each once. Throws `no-input` for a pattern that means none, and for a folder.
 */
export function findFiles(patterns: readonly string[]): string[] {
  return [...new Set(patterns.flatMap(filesOf))]
}

function filesOf(pattern: string): string[] {
  if (pattern === STANDARD_INPUT) return [pattern]
  const stats = statSync(pattern, { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    const inside = `${pattern.replace(/\/+$/, '')}/**/*.json`
    throw new PixpactError('no-input', `${pattern} is a folder.`, `Name files, or give a pattern in quotes: '${inside}'.`)
  }
  if (stats !== undefined) return [pattern]
  const found = globSync(pattern, { exclude: (path) => PASSED_OVER.includes(basename(path)) }).filter(
    (path) => !statSync(path, { throwIfNoEntry: false })?.isDirectory(),
  )
  if (found.length > 0) return found.sort()
  const isPattern = /[*?[{]/.test(pattern)
  throw new PixpactError(
    'no-input',
    isPattern ? `The pattern ${pattern} matches no file.` : `There is no file ${pattern}.`,
    'Check the name and the folder that you are in. Put patterns in quotes, so that the shell leaves them alone.',
  )
}
