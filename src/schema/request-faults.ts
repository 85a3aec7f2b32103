import { child, comparePointers, keysOf, valueAt } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { faultOf } from './fault-of.ts'
import { fieldTrees, nodeAt } from './field-trees.ts'
import { anthropicMessagesRequest, bounds, openaiChatRequest } from './generated/validators.js'
import type { Validator, ValidatorError } from './generated/validators.js'
import { shortJson } from './json-text.ts'
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
  return causes
    .map((error) => (error.keyword === 'discriminator' ? tagFault(format, value, error) : faultOf(value, error)))
    .sort(byPointer)
}

function tagFault(format: FormatId, body: unknown, { instancePath: pointer, params }: ValidatorError): SchemaFault {
  const tag = String(params['tag'])
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
