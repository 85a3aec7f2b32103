import type { FormatId } from '../core/vocabulary.ts'
import { failureInEvent, type Failure } from '../formats/failure.ts'
import { objectsIn } from '../formats/shape.ts'
import type { SchemaFault } from '../schema/index.ts'
import { expectedTypes, withArticle } from './fault-words.ts'
import type { ResponseContext, WholeResponse } from './response-context.ts'
import { defineRule, type ReportOf, type Rule } from './rule.ts'

const ENVELOPES: Readonly<Record<FormatId, string>> = {
  'openai-chat': '{"error": {"message": …}}',
  'anthropic-messages': '{"type": "error", "error": {"type": …, "message": …}}',
}

const MESSAGES = {
  shape: {
    text: 'The error is told as {found}, and {title} tells errors as {expected}.',
    hint: 'Send it in that envelope: it is where SDKs read the message.',
    sources: [
      'https://github.com/openai/openai-openapi: Error',
      'https://platform.claude.com/docs/en/api/errors',
      'Xiaomi MiMo: {"error": {code, message, param, type}} in both formats, https://platform.xiaomimimo.com/docs/en-US/quick-start/error-codes (2026-05-12)',
      'Plain text from the edge of api.anthropic.com and api.openai.com (503, recorded)',
    ],
  },
  disguised: {
    text: 'An error comes as {disguise}: "{message}".',
    hint: 'Send errors as plain JSON with a status of 400 or more: clients go by both.',
    sources: [
      'MiMo: the body of a 400 begins with "data:" when a stream was asked for, https://github.com/XiaomiMiMo/MiMo-V2-Flash/issues/18',
      'Azure, OpenRouter: errors under status 200 (recorded)',
    ],
  },
  'mid-stream': {
    text: 'The stream ends with an error: "{message}".',
    hint: 'The answer failed, whatever came before it. The stream is in order: there is no other way to tell once it has begun.',
    sources: ['https://platform.claude.com/docs/en/build-with-claude/streaming#error-events', 'OpenAI, Groq (recorded)'],
  },
} as const

type Report = ReportOf<typeof MESSAGES>

export const errorEnvelope: Rule = defineRule({
  id: 'error-envelope',
  summary: 'Reports an error that is told in another shape than that of its format, or that looks like something else.',
  messages: MESSAGES,
  checkResponse(response, report) {
    const { status, failure, isFramed, value, body } = response
    if (status >= 400) {
      if (isFramed) report('disguised', '', { disguise: 'an event stream, behind "data:"', message: failure?.message ?? '' })
      checkShape(response, report)
    } else if (failure !== undefined) {
      report('disguised', '', { disguise: `an answer with status ${status}`, message: failure.message })
      checkEnvelope(failure, response.faults, '', response, report)
    } else {
      for (const [index, choice] of objectsIn(value.choices)) {
        const failed = failureInEvent({ error: choice.error }, body)
        if (failed !== undefined) report('disguised', `/choices/${index}/error`, { disguise: `a choice of an answer with status ${status}`, message: failed.message })
      }
    }
  },
  checkStream(context, report) {
    let hasBegun = false
    return {
      event({ failure, faults, pointer }) {
        if (failure !== undefined) {
          const { message } = failure
          if (hasBegun) report('mid-stream', pointer, { message })
          else report('disguised', pointer, { disguise: `a stream with status ${context.status}`, message })
          checkEnvelope(failure, faults, pointer, context, report)
        }
        hasBegun = true
      },
    }
  },
})

/** Statuses that come from what stands before a gateway as well, which knows of no format. */
function isFromEdge(status: number): boolean {
  return status >= 500 || status === 408 || status === 413
}

function checkShape(response: WholeResponse, report: Report): void {
  const { body, head, status, value, failure, faults } = response
  if (failure !== undefined) {
    checkEnvelope(failure, faults, '', response, report)
    return
  }
  const keys = Object.keys(value).slice(0, 3).map((key) => `"${body.show(key)}"`)
  const found = body.fault !== undefined ? kindOfText(head) : keys.length > 0 ? `an object with ${keys.join(', ')}` : 'JSON of no known shape'
  report('shape', '', { found, ...expectedBy(response) }, body.fault !== undefined && isFromEdge(status) ? 'warning' : undefined)
}

/** An error that is known for one may still be in another's envelope, or lack something of its own. */
function checkEnvelope({ shape, envelope }: Failure, faults: readonly SchemaFault[], pointer: string, context: ResponseContext, report: Report): void {
  const expected = expectedBy(context)
  if (envelope === undefined || !envelopesOf(context).includes(envelope)) {
    report('shape', pointer, { found: shape, ...expected }, context.status === 413 ? 'warning' : undefined)
    return
  }
  for (const fault of faults) report('shape', `${pointer}${fault.pointer}`, { found: `${shape} ${flawOf(fault)}`, ...expected })
}

function envelopesOf({ responses, format }: ResponseContext): readonly FormatId[] {
  return responses.errorEnvelopes ?? [format.id]
}

function expectedBy(context: ResponseContext): { title: string; expected: string } {
  return { title: context.profile.title, expected: envelopesOf(context).map((format) => ENVELOPES[format]).join(' or ') }
}

function flawOf(fault: SchemaFault): string {
  if (fault.kind === 'required') return `without "${fault.name}"`
  const name = fault.pointer.slice(fault.pointer.lastIndexOf('/') + 1)
  return fault.kind === 'type' ? `in which "${name}" is ${withArticle(fault.actual)}, not ${expectedTypes(fault)}` : `with another "${name}"`
}

function kindOfText(head: string): string {
  const text = head.trimStart()
  if (text === '') return 'nothing: the body is empty'
  if (text.startsWith('{') || text.startsWith('[')) return 'broken JSON'
  return /^<(?:!doctype|html)/i.test(text) ? 'HTML' : 'plain text'
}
