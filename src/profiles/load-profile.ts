import { readFileSync } from 'node:fs'
import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { extendProfile } from './extend-profile.ts'
import type { Profile } from './profile.ts'

/**
 * Reads a profile from a JSON file.
 *
 * @throws PixpactError `bad-profile`: the file cannot be read, is no JSON, or describes no profile.
 */
export function loadProfile(path: string): Profile {
  const name = printable(path)
  const bytes = bytesOf(path)
  const { fault, duplicates } = bodyOf(bytes)
  if (fault !== undefined) {
    const { line, column } = fault.location ?? { line: 1, column: 1 }
    throw new PixpactError(
      'bad-profile',
      `${name}:${line}:${column}: the profile is not JSON (${fault.problem.replaceAll('-', ' ')}).`,
      'Correct it there; comments and trailing commas are no JSON.',
    )
  }
  if (duplicates.length > 0) {
    const keys = duplicates.map(({ pointer }) => printable(pointer)).join(', ')
    const hint = 'Keep one of the two: only the last one would count.'
    throw new PixpactError('bad-profile', `${name}: ${keys} stands there twice.`, hint)
  }
  return extendProfile(JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')), path)
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError(
      'bad-profile',
      `The profile ${printable(path)} cannot be read: ${why}.`,
      'Give the path of a profile file that is there and may be read, or the id of a shipped profile.',
      { cause },
    )
  }
}
