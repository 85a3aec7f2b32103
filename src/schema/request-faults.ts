import { child, comparePointers, keysOf, valueAt } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { fieldTrees, nodeAt } from './field-trees.ts'
import { anthropicMessagesRequest, bounds, openaiChatRequest } from './generated/validators.js'
import type { Validator, ValidatorError } from './generated/validators.js'
import { jsonType, shortJson } from './json-text.ts'
import { rootCauses } from './root-cause.ts'
import type { SchemaFault } from './schema-fault.ts'

const validators: Readonly<Record<FormatId, Validator>> = {
  'openai-chat': openaiChatRequest,
  'anthropic-messages': anthropicMessagesRequest,
}

/**
 * Where a request breaks the structure of its format: one fault per broken place, sorted by pointer. The search ends when `most`
 * were found, or a few more. Never throws.
 */
export function requestFaults(format: FormatId, value: unknown, most: number = Infinity): SchemaFault[] {
  const validate = validators[format]
  bounds.errors = most
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
  const [left, right] = [nameOf(a), nameOf(b)]
  return comparePointers(a.pointer, b.pointer) || (left < right ? -1 : left > right ? 1 : 0)
}

function nameOf(fault: SchemaFault): string {
  return fault.kind === 'required' ? fault.name : ''
}
