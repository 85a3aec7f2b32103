import { valueAt } from '../core/pointer.ts'
import type { ValidatorError } from './generated/validators.js'
import { jsonType, shortJson } from './json-text.ts'
import type { SchemaFault } from './schema-fault.ts'

/** What an error of a compiled validator says of `root`, the value that was validated. */
export function faultOf(root: unknown, { instancePath: pointer, keyword, params }: ValidatorError): SchemaFault {
  switch (keyword) {
    case 'required':
      return { kind: 'required', pointer, name: String(params['missingProperty']) }
    case 'type': {
      const expected = [params['type'] as string | string[]].flat()
      return { kind: 'type', pointer, expected, actual: jsonType(valueAt(root, pointer)) }
    }
    case 'const': {
      const allowed = [String(params['allowedValue'])]
      return { kind: 'enum', pointer, value: shortJson(valueAt(root, pointer)), allowed }
    }
    default:
      return { kind: 'other', pointer, keyword }
  }
}
