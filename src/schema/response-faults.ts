import type { FormatId } from '../core/vocabulary.ts'
import { faultOf } from './fault-of.ts'
import {
  anthropicMessagesError, anthropicMessagesEvent, anthropicMessagesResponse, openaiChatChunk, openaiChatError, openaiChatResponse,
} from './generated/response-validators.js'
import type { Validator } from './generated/validators.js'
import { rootCauses } from './root-cause.ts'
import type { SchemaFault } from './schema-fault.ts'

// Not exported from index.ts: who judges requests alone does not load these validators.

/** What comes back: a whole answer, one event of a stream, or an error. */
export type ResponseKind = 'response' | 'event' | 'error'

const VALIDATORS: Readonly<Record<FormatId, Readonly<Record<ResponseKind, Validator>>>> = {
  'openai-chat': { response: openaiChatResponse, event: openaiChatChunk, error: openaiChatError },
  'anthropic-messages': { response: anthropicMessagesResponse, event: anthropicMessagesEvent, error: anthropicMessagesError },
}

/** Where a value breaks the structure that every vendor of its format keeps to: one fault per broken place. Never throws. */
export function responseFaults(format: FormatId, kind: ResponseKind, value: unknown): SchemaFault[] {
  const validate = VALIDATORS[format][kind]
  if (validate(value)) return []
  const causes = rootCauses(validate.errors ?? [])
  validate.errors = null
  // A value of the wrong type is refused by the schema of its kind and by that of all kinds.
  const faults = new Map(causes.map((error) => [`${error.keyword} ${error.instancePath} ${String(error.params['missingProperty'])}`, faultOf(value, error)]))
  return [...faults.values()]
}
