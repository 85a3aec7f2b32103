import type { Body } from '../body/body.ts'
import { endingsIn } from '../formats/answer-parts.ts'
import type { Found } from '../formats/field-path.ts'
import type { ResponseContext } from './response-context.ts'
import { defineRule, type ReportOf, type Rule } from './rule.ts'

const MESSAGES = {
  undocumented: {
    text: 'The answer ended for {reason}, which {title} does not document.',
    hint: 'Documented are {known}. Clients branch on it, so translate what an upstream says.',
    sources: [
      'https://github.com/openai/openai-openapi: finish_reason',
      'https://platform.claude.com/docs/en/api/messages: stop_reason',
      'https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03): also repetition_truncation',
      'Portkey: an upstream error becomes finish_reason "overloaded_error"',
    ],
  },
} as const

export const finishReason: Rule = defineRule({
  id: 'finish-reason',
  summary: 'Reports a reason for the end of an answer that the profile does not document.',
  messages: MESSAGES,
  checkResponse(response, report) {
    if (response.status >= 400 || response.failure !== undefined || response.foreign !== undefined) return
    for (const ending of endingsIn(response.format.id, response.value, false)) check(ending, '', response, response.body, report)
  },
  checkStream(context, report) {
    if (context.foreign !== undefined) return {}
    return {
      event({ value, failure, pointer, body }) {
        if (failure !== undefined) return
        for (const ending of endingsIn(context.format.id, value, true)) check(ending, pointer, context, body, report)
      },
    }
  },
})

function check(
  { pointer, value }: Found,
  event: string,
  { responses, profile }: ResponseContext,
  body: Body,
  report: ReportOf<typeof MESSAGES>,
): void {
  const known = responses.finishReasons
  // What is no text, the schema refuses.
  if (known === undefined || (typeof value !== 'string' && value !== null) || known.includes(value ?? '')) return
  const reason = value === null ? 'null' : `"${body.show(value)}"`
  report('undocumented', `${event}${pointer}`, { reason, title: profile.title, known: known.join(', ') })
}
