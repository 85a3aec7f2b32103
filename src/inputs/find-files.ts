import { globSync, statSync, type Stats } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { PixpactError } from '../core/errors.ts'

/** Folders that no pattern looks into. */
const PASSED_OVER = ['node_modules', '.git']

/** The name of standard input among files. */
export const STANDARD_INPUT = '-'

/**
 * The files that `patterns` mean: a file's own name first, a glob pattern otherwise. A name may be that of a pipe, patterns mean
 * regular files. In the order of the patterns, those of one pattern sorted, each once. Patterns start from `folder`; the names that
 * are returned, as the names of files in general, from the working directory. Throws `no-input` for a pattern that means none, and for
 * a folder.
 */
export function findFiles(patterns: readonly string[], folder?: string): string[] {
  return [...new Set(patterns.flatMap((pattern) => filesOf(pattern, folder)))]
}

function filesOf(pattern: string, folder: string | undefined): string[] {
  if (pattern === STANDARD_INPUT) return [pattern]
  const fromHere = (path: string): string => (folder === undefined ? path : relative('', resolve(folder, path)))
  const stats = statsOf(fromHere(pattern))
  if (stats?.isDirectory()) {
    const inside = `${pattern.replace(/\/+$/, '')}/**/*.json`
    throw new PixpactError('no-input', `${pattern} is a folder.`, `Name files, or give a pattern in quotes: '${inside}'.`)
  }
  if (stats !== undefined) return [fromHere(pattern)]
  const exclude = (path: string): boolean => PASSED_OVER.includes(basename(path))
  // A pipe or socket that somebody left there is not meant. What cannot even be looked at is left for the reader to complain of.
  const found = globSync(pattern, { exclude, ...(folder !== undefined && { cwd: folder }) })
    .map(fromHere)
    .filter((path) => statsOf(path)?.isFile() ?? true)
  if (found.length > 0) return found.sort()
  const isPattern = /[*?[{]/.test(pattern)
  throw new PixpactError(
    'no-input',
    isPattern ? `The pattern ${pattern} matches no file.` : `There is no file ${pattern}.`,
    'Check the name and the folder that you are in. Put patterns in quotes, so that the shell leaves them alone.',
  )
}

/** `undefined` where there is nothing, or nothing that can be looked at. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
