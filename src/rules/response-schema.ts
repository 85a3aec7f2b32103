import type { Body } from '../body/body.ts'
import type { SchemaFault } from '../schema/index.ts'
import { expectedTypes, listed, shownValue, withArticle } from './fault-words.ts'
import { defineRule, type ReportOf, type Rule } from './rule.ts'

const SCHEMAS = [
  'schemas/openai-chat/response.schema.json and chunk.schema.json: what the recorded answers of 29 vendors hold',
  'schemas/anthropic-messages/response.schema.json and event.schema.json: what 322 recorded answers and 42 streams hold',
]

const MESSAGES = {
  format: {
    text: 'The answer is one of {found}, and {expected} was asked for.',
    hint: 'Answer in the format of the path: clients of {expected} find nothing in it that they know.',
    sources: ['https://github.com/openai/openai-openapi: POST /chat/completions', 'https://platform.claude.com/docs/en/api/messages: POST /v1/messages'],
  },
  required: {
    text: '"{name}" is missing here.',
    hint: 'Send it: clients read it without asking whether it is there.',
    sources: [...SCHEMAS, 'src/profiles/responses.ts: what one vendor always sends besides'],
  },
  type: {
    text: 'This is {actual}, and {expected} is expected.',
    hint: 'Send {expected}, as every vendor does.',
    sources: SCHEMAS,
  },
  enum: {
    text: '{value} stands here, and {allowed} is expected.',
    hint: 'Send {allowed}: clients go by it.',
    sources: [
      ...SCHEMAS,
      'Portkey 1.9.8 sent "object": "chat_completion"; fixed in 1.15.2',
    ],
  },
  other: {
    text: 'The value does not fit the schema (keyword "{keyword}").',
    hint: 'Compare it with the schema of the format.',
    sources: SCHEMAS,
  },
} as const

export const responseSchema: Rule = defineRule({
  id: 'response-schema',
  summary: 'Reports an answer, or an event of a streamed one, that lacks what clients rely on.',
  messages: MESSAGES,
  checkResponse({ status, failure, faults, body, foreign, format }, report) {
    if (status >= 400 || failure !== undefined || body.fault !== undefined) return
    if (foreign !== undefined) report('format', '', { found: foreign.title, expected: format.title })
    else for (const fault of faults) tell(fault, '', body, report)
  },
  checkStream({ foreign, format }, report) {
    if (foreign !== undefined) {
      report('format', '', { found: foreign.title, expected: format.title })
      return {}
    }
    return {
      event({ kind, failure, faults, body, pointer }) {
        if (kind !== 'object' || failure !== undefined) return
        for (const fault of faults) tell(fault, pointer, body, report)
      },
    }
  },
})

function tell(fault: SchemaFault, event: string, body: Body, report: ReportOf<typeof MESSAGES>): void {
  const pointer = `${event}${fault.pointer}`
  if (fault.kind === 'required') report('required', pointer, { name: fault.name })
  else if (fault.kind === 'type') report('type', pointer, { actual: withArticle(fault.actual), expected: expectedTypes(fault) })
  else if (fault.kind === 'enum') report('enum', pointer, { value: shownValue(fault, body), allowed: `"${listed(fault.allowed)}"` })
  else report('other', pointer, { keyword: fault.keyword })
}
