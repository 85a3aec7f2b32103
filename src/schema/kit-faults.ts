import { child, valueAt } from '../core/pointer.ts'
import type { FieldTree } from './field-node.ts'
import type { Validator, ValidatorError } from './generated/validators.js'
import { jsonType, shortJson } from './json-text.ts'
import { rootCauses } from './root-cause.ts'
import { fieldsOutside } from './undocumented-fields.ts'

/** Something in a file written for the kit that its schema refuses. */
export interface KitFault {
  /** JSON Pointer of the value at fault, or of its parent where a key is missing. */
  readonly pointer: string
  /** Goes on after the pointer: `is 5, and a string is expected`. */
  readonly problem: string
  /** The key that is not known, and those that are known beside it. */
  readonly unknownKey?: { readonly name: string; readonly known: readonly string[] }
}

/** What each pattern of these schemas means, for a sentence. */
export const PATTERNS: Readonly<Record<string, string>> = {
  '\\S': 'a text that is not empty',
  '^\\d{4}-\\d{2}-\\d{2}$': 'a date such as 2026-11-22',
  '^[a-z0-9]+([-.][a-z0-9]+)*$': 'a name of small letters, digits and hyphens, such as my-gateway',
  '^[^A-Z:/\\s]+$': 'a host name in lower case without port, such as llm.example.com',
  '^(/|\\*\\*/)': 'a path that begins with / or **/',
  '^[A-Za-z_][A-Za-z0-9_]*$': 'the name of an environment variable, such as MY_API_KEY',
  '^[a-z]+/[a-z0-9][a-z0-9.+-]*$': 'a media type in lower case, such as image/png',
  '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$': 'a time such as 2026-11-22T10:00:00.000Z',
  '^[A-Za-z]+$': 'a method such as POST',
  '^/': 'a path such as /v1/messages',
  '^(/[\\s\\S]*)?$': 'a JSON Pointer such as /messages/0',
  '^[0-9a-f]{64}$': 'a SHA-256 in 64 hexadecimal digits',
}

/** Where `value` has keys outside of `fields`, or is otherwise than `validate` has it. Sorted by pointer. Never throws. */
export function kitFaults(value: unknown, fields: FieldTree, validate: Validator): KitFault[] {
  const unknown = fieldsOutside(fields, value, new Set()).map(
    ({ pointer, name, known }): KitFault => ({ pointer, problem: 'is no key that is known here', unknownKey: { name, known } }),
  )
  const faults = validate(value) ? [] : rootCauses(validate.errors ?? [])
  validate.errors = null
  const isOther = ({ keyword }: ValidatorError): boolean => keyword !== 'additionalProperties'
  return [...unknown, ...faults.filter(isOther).map((error) => faultOf(value, error))].sort(byPointer)
}

function faultOf(file: unknown, { instancePath: pointer, keyword, params }: ValidatorError): KitFault {
  const value = valueAt(file, pointer)
  // A module may hold what no JSON does.
  const found = typeof value === 'object' || typeof value === 'function' ? `is ${jsonType(value)}` : `is ${shortJson(value)}`
  switch (keyword) {
    case 'required':
      return { pointer: child(pointer, String(params['missingProperty'])), problem: 'is missing' }
    case 'type':
      return { pointer, problem: `${found}, and ${[params['type'] as string | string[]].flat().join(' or ')} is expected` }
    case 'enum':
      return { pointer, problem: `${found}, and one of ${(params['allowedValues'] as string[]).join(', ')} is expected` }
    case 'minimum':
      return { pointer, problem: `${found}, and ${String(params['limit'])} or more is expected` }
    case 'maximum':
      return { pointer, problem: `${found}, and ${String(params['limit'])} or less is expected` }
    case 'maxItems':
      return { pointer, problem: `has more elements than the ${String(params['limit'])} that it may have` }
    case 'minItems':
      return { pointer, problem: 'is empty' }
    default:
      return { pointer, problem: `${found}, and ${PATTERNS[String(params['pattern'])] ?? `what fits "${keyword}"`} is expected` }
  }
}

function byPointer(a: KitFault, b: KitFault): number {
  return a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0
}
