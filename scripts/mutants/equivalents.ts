import { readFileSync } from 'node:fs'
import { nameOf, type Mutant } from './mutant.ts'

/** Mutants of one line that no request and no answer can tell from the original, and why. */
export interface Equivalent {
  readonly file: string
  /** The source line, without indentation. */
  readonly code: string
  readonly changes: readonly string[]
  readonly reason: string
}

/** The checked-in list. */
export function readEquivalents(): readonly Equivalent[] {
  return JSON.parse(readFileSync(new URL('equivalents.json', import.meta.url), 'utf8')) as readonly Equivalent[]
}

/** The names of all that are listed. */
export function equivalentNames(equivalents: readonly Equivalent[]): string[] {
  return equivalents.flatMap(({ file, code, changes }) => changes.map((change) => nameOf({ file, code, change })))
}

/** Those of the list that are no mutants, such as of a line that has changed. */
export function staleNames(names: readonly string[], mutants: readonly Mutant[]): string[] {
  const known = new Set(mutants.map(nameOf))
  return names.filter((name) => !known.has(name))
}
