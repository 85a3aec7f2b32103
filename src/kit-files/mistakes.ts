import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import { child, parentOf } from '../core/pointer.ts'
import { printable, printableLines } from '../core/printable.ts'
import type { KitFault } from '../schema/kit-faults.ts'
import type { KitFile } from './kit-file.ts'

/** What is wrong at one place of a kit file. `text` goes on after the pointer: `is 5, and …`. */
export interface Mistake {
  readonly pointer: string
  readonly text: string
}

/** `"; did you mean …?"`, where some known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** What the schema refuses, as mistakes. A misspelt key that must be there is one, not two. */
export function shapeMistakes(faults: readonly KitFault[]): Mistake[] {
  const meant = faults.flatMap(({ pointer, unknownKey }) => {
    const near = unknownKey && nearestName(unknownKey.name, unknownKey.known)
    return near === undefined ? [] : [child(parentOf(pointer)!, near)]
  })
  return faults
    .filter(({ pointer, problem }) => problem !== 'is missing' || !meant.includes(pointer))
    .map(({ pointer, problem, unknownKey }) => {
      const advice = unknownKey === undefined ? '' : didYouMean(unknownKey.name, unknownKey.known)
      return { pointer, text: `${problem}${advice}` }
    })
}

/** The error that tells all mistakes of the file called `name` at once. */
export function mistakesError(kind: KitFile, name: string, mistakes: readonly Mistake[]): PixpactError {
  const lines = mistakes
    .toSorted((a, b) => (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0))
    .map(({ pointer, text }) => {
      const end = text.endsWith('?') ? '' : '.'
      return `${pointer === '' ? 'The whole file' : printable(pointer)} ${printableLines(text).replaceAll('\n', '\n  ')}${end}`
    })
  const [first] = lines
  const told = lines.length === 1 ? `: ${first}` : ` has ${lines.length} mistakes:\n  ${lines.join('\n  ')}`
  return new PixpactError(kind.code, `${printable(name)}${told}`, `${kind.schema} describes what a ${kind.noun} file may hold.`)
}
