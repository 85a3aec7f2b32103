import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'

/** The error of a recording that cannot be used: which file, where in it, and why. `text` goes on after the pointer. */
export function badRecording(path: string, pointer: string, text: string, hint: string = 'Record it anew, or take it out of the folder.', cause?: unknown): PixpactError {
  const where = pointer === '' ? printable(path) : `${printable(path)}: ${printable(pointer)}`
  return new PixpactError('bad-recording', `${where} ${printable(text)}.`, hint, { cause })
}
