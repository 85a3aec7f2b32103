import { child, valueAt } from '../core/pointer.ts'
import { profileFields } from './generated/profile-fields.ts'
import { profileFile } from './generated/profile-validator.js'
import type { ValidatorError } from './generated/validators.js'
import { jsonType, shortJson } from './json-text.ts'
import { rootCauses } from './root-cause.ts'
import { fieldsOutside } from './undocumented-fields.ts'

// Not exported from index.ts: only those who have a profile of their own load the validator.

/** Something in a profile file that its schema refuses. */
export interface ProfileFault {
  /** JSON Pointer of the value at fault, or of its parent where a key is missing. */
  readonly pointer: string
  /** Goes on after the pointer: `is 5, and a string is expected`. */
  readonly problem: string
  /** The key that is not known, and those that are known beside it. */
  readonly unknownKey?: { readonly name: string; readonly known: readonly string[] }
}

/** What each pattern of the schema means, for a sentence. */
export const PATTERNS: Readonly<Record<string, string>> = {
  '\\S': 'a text that is not empty',
  '^\\d{4}-\\d{2}-\\d{2}$': 'a date such as 2026-11-22',
  '^[a-z0-9]+([-.][a-z0-9]+)*$': 'a name of small letters, digits and hyphens, such as my-gateway',
  '^[^A-Z:/\\s]+$': 'a host name in lower case without port, such as llm.example.com',
  '^(/|\\*\\*/)': 'a path that begins with / or **/',
  '^[A-Za-z_][A-Za-z0-9_]*$': 'the name of an environment variable, such as MY_API_KEY',
  '^[a-z]+/[a-z0-9][a-z0-9.+-]*$': 'a media type in lower case, such as image/png',
}

/** Where `value` is no profile file as `schemas/kit/profile.schema.json` describes it. Sorted by pointer. Never throws. */
export function profileFaults(value: unknown): ProfileFault[] {
  const unknown = fieldsOutside(profileFields, value, new Set()).map(
    ({ pointer, name, known }): ProfileFault => ({ pointer, problem: 'is no key that is known here', unknownKey: { name, known } }),
  )
  const faults = profileFile(value) ? [] : rootCauses(profileFile.errors ?? [])
  profileFile.errors = null
  const isOther = ({ keyword }: ValidatorError): boolean => keyword !== 'additionalProperties'
  return [...unknown, ...faults.filter(isOther).map((error) => faultOf(value, error))].sort(byPointer)
}

function faultOf(file: unknown, { instancePath: pointer, keyword, params }: ValidatorError): ProfileFault {
  const value = valueAt(file, pointer)
  const found = typeof value === 'object' ? `is ${jsonType(value)}` : `is ${shortJson(value)}`
  switch (keyword) {
    case 'required':
      return { pointer: child(pointer, String(params['missingProperty'])), problem: 'is missing' }
    case 'type':
      return { pointer, problem: `${found}, and ${[params['type'] as string | string[]].flat().join(' or ')} is expected` }
    case 'enum':
      return { pointer, problem: `${found}, and one of ${(params['allowedValues'] as string[]).join(', ')} is expected` }
    case 'minimum':
      return { pointer, problem: `${found}, and ${String(params['limit'])} or more is expected` }
    default:
      return { pointer, problem: `${found}, and ${PATTERNS[String(params['pattern'])] ?? `what fits "${keyword}"`} is expected` }
  }
}

function byPointer(a: ProfileFault, b: ProfileFault): number {
  return a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0
}
