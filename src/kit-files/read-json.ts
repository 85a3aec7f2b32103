import { readFileSync } from 'node:fs'
import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import type { KitFile } from './kit-file.ts'

/**
 * Reads a kit file that is written in JSON.
 *
 * @throws PixpactError with the kind's code: the file cannot be read, is no JSON, or has a key twice.
 */
export function readJson(path: string, kind: KitFile): unknown {
  const name = printable(path)
  const bytes = bytesOf(path, kind)
  const { fault, duplicates } = bodyOf(bytes)
  if (fault !== undefined) {
    const { line, column } = fault.location ?? { line: 1, column: 1 }
    throw new PixpactError(
      kind.code,
      `${name}:${line}:${column}: the ${kind.noun} is not JSON (${fault.problem.replaceAll('-', ' ')}).`,
      'Correct it there; comments and trailing commas are no JSON.',
    )
  }
  if (duplicates.length > 0) {
    const keys = duplicates.map(({ pointer }) => printable(pointer)).join(', ')
    const hint = 'Keep one of the two: only the last one would count.'
    throw new PixpactError(kind.code, `${name}: ${keys} stands there twice.`, hint)
  }
  return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
}

function bytesOf(path: string, { code, noun, ifUnreadable }: KitFile): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const why = printable(cause instanceof Error ? cause.message : String(cause))
    throw new PixpactError(code, `The ${noun} ${printable(path)} cannot be read: ${why}.`, ifUnreadable, { cause })
  }
}
