import { child, keysOf, valueAt } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { fieldTrees, nodeAt } from './field-trees.ts'
import { anthropicMessagesRequest, openaiChatRequest } from './generated/validators.js'
import type { Validator, ValidatorError } from './generated/validators.js'
import { jsonType, shortJson } from './json-text.ts'
import { rootCauses } from './root-cause.ts'
import type { SchemaFault } from './schema-fault.ts'

const validators: Readonly<Record<FormatId, Validator>> = {
  'openai-chat': openaiChatRequest,
  'anthropic-messages': anthropicMessagesRequest,
}

/** Where a request breaks the structure of its format: one fault per broken place, sorted by pointer. Never throws. */
export function requestFaults(format: FormatId, value: unknown): SchemaFault[] {
  const validate = validators[format]
  if (validate(value)) return []
  const causes = rootCauses(validate.errors ?? [])
  validate.errors = null
  return causes.map((error) => faultOf(format, value, error)).sort(byPointer)
}

function faultOf(format: FormatId, body: unknown, error: ValidatorError): SchemaFault {
  const { instancePath: pointer, keyword, params } = error
  switch (keyword) {
    case 'required':
      return { kind: 'required', pointer, name: String(params['missingProperty']) }
    case 'type': {
      const expected = [params['type'] as string | string[]].flat()
      return { kind: 'type', pointer, expected, actual: jsonType(valueAt(body, pointer)) }
    }
    case 'const': {
      const allowed = [String(params['allowedValue'])]
      return { kind: 'enum', pointer, value: shortJson(valueAt(body, pointer)), allowed }
    }
    case 'discriminator':
      return tagFault(format, body, pointer, String(params['tag']))
    default:
      return { kind: 'other', pointer, keyword }
  }
}

function tagFault(format: FormatId, body: unknown, pointer: string, tag: string): SchemaFault {
  const at = child(pointer, tag)
  const value = valueAt(body, at)
  if (value === undefined) return { kind: 'required', pointer, name: tag }
  const node = nodeAt(fieldTrees[format], body, keysOf(pointer))
  return { kind: 'enum', pointer: at, value: shortJson(value), allowed: Object.keys(node?.variants ?? {}) }
}

function byPointer(a: SchemaFault, b: SchemaFault): number {
  return compare(a.pointer, b.pointer) || compare(nameOf(a), nameOf(b))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function nameOf(fault: SchemaFault): string {
  return fault.kind === 'required' ? fault.name : ''
}
