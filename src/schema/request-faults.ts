import { child, keysOf, valueAt } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { faultOf } from './fault-of.ts'
import { fieldTrees, nodeAt } from './field-trees.ts'
import { anthropicMessagesRequest, openaiChatRequest } from './generated/validators.js'
import type { Validator, ValidatorError } from './generated/validators.js'
import { shortJson } from './json-text.ts'
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
  return compare(a.pointer, b.pointer) || compare(nameOf(a), nameOf(b))
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function nameOf(fault: SchemaFault): string {
  return fault.kind === 'required' ? fault.name : ''
}
