import { usageIn } from '../formats/answer-parts.ts'
import { countsOf, imageCountOf, type Usage } from './usage-counts.ts'
import type { ResponseContext } from './response-context.ts'
import { defineRule, type ReportOf, type Rule } from './rule.ts'

const MIMO = 'https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding (2026-04-22)'

const MESSAGES = {
  sum: {
    text: 'The total is {total}, and {prompt} prompt tokens and {completion} completion tokens are {sum}.',
    hint: 'Let the three agree: bills are made of them.',
    sources: ['https://github.com/openai/openai-openapi: CompletionUsage', `Both samples of ${MIMO} add up`],
  },
  negative: {
    text: 'A count of tokens is {count}.',
    hint: 'Send 0 where there are none.',
    sources: ['https://github.com/openai/openai-openapi: CompletionUsage', 'https://platform.claude.com/docs/en/api/messages: usage'],
  },
  fraction: {
    text: 'A count of tokens is {count}, which is no whole number.',
    hint: 'Send integers: typed clients read no others.',
    sources: ['https://github.com/openai/openai-openapi: CompletionUsage', 'https://platform.claude.com/docs/en/api/messages: usage'],
  },
  missing: {
    text: 'The request asked for usage at the end of the stream, and none came.',
    hint: 'Send a chunk with usage and no choices before "data: [DONE]".',
    sources: ['https://github.com/openai/openai-openapi: stream_options.include_usage'],
  },
  unasked: {
    text: 'A chunk of usage comes that the request did not ask for.',
    hint: 'Send it only when stream_options.include_usage is true: its list of choices is empty, which older clients do not expect.',
    sources: ['https://github.com/openai/openai-openapi: stream_options.include_usage', 'MiMo sends it always (recorded)'],
  },
  'missing-image-tokens': {
    text: 'The request has {images}, and usage tells no image_tokens.',
    hint: 'Check whether the images reached the model: {title} counts them in prompt_tokens_details.',
    sources: [`${MIMO}: image_tokens 1024 for the sample`],
  },
  'implausible-image-tokens': {
    text: 'Usage tells {found}, and the {images} of the request make {expected}.',
    hint: 'Check whether all images reached the model, and whether somebody resized them. The formula is an estimate.',
    sources: [`${MIMO}: the formula, and samples in both formats`],
  },
} as const

type Report = ReportOf<typeof MESSAGES>

export const usage: Rule = defineRule({
  id: 'usage',
  summary: 'Reports counts of tokens that do not add up, or do not fit the images of the request.',
  messages: MESSAGES,
  checkResponse(response, report) {
    const found = usageIn(response.format.id, response.value)
    if (response.status >= 400 || response.failure !== undefined || response.foreign !== undefined || found === undefined) return
    checkCounts(found, '', response, report)
    checkImages(found, '', response, report)
  },
  checkStream(context, report) {
    const { format, request, foreign } = context
    if (foreign !== undefined) return {}
    // A count that is wrong is wrong in each chunk.
    const told = new Set<string>()
    const once: Report = (id, ...rest) => {
      if (!told.has(id)) report(id, ...rest)
      told.add(id)
    }
    let isCounted = false
    let hasEnded = false
    let hasFailed = false
    return {
      event({ kind, failure, value, pointer }) {
        if (kind === 'done') hasEnded = true
        if (failure !== undefined) hasFailed = true
        const found = kind === 'object' && failure === undefined ? usageIn(format.id, value) : undefined
        if (found === undefined) return
        isCounted = true
        checkCounts(found, pointer, context, once)
        // Where a message starts, little is known yet.
        if (found.pointer === '/usage') checkImages(found, pointer, context, once)
        const isAlone = Array.isArray(value.choices) && value.choices.length === 0
        if (isAlone && request?.wantsUsage === false) once('unasked', pointer, {})
      },
      end(last) {
        if (request?.wantsUsage === true && hasEnded && !isCounted && !hasFailed) report('missing', last, {})
      },
    }
  },
})

function checkCounts({ pointer, value }: Usage, event: string, { responses }: ResponseContext, report: Report): void {
  const at = `${event}${pointer}`
  for (const { pointer: place, count } of countsOf(value)) {
    if (!Number.isInteger(count)) report('fraction', `${at}${place}`, { count })
    else if (count < 0) report('negative', `${at}${place}`, { count })
  }
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = value
  if (!isCount(prompt) || !isCount(completion) || !isCount(total)) return
  const sum = prompt + completion
  const apart = responses.countsReasoningApart === true ? reasoningOf(value) : 0
  if (total !== sum && total !== sum + apart) report('sum', `${at}/total_tokens`, { total, prompt, completion, sum })
}

function checkImages(found: Usage, event: string, context: ResponseContext, report: Report): void {
  const { request, responses, format, profile } = context
  if (request === undefined || responses.reportsImageTokens !== true) return
  const at = `${event}${found.pointer}`
  const images = `${request.images.length} image${request.images.length === 1 ? '' : 's'}`
  const { told, least, most, inAll } = imageCountOf(format.id, found.value, request.images)
  if (told === undefined) {
    if (request.images.length > 0 && format.id === 'openai-chat') report('missing-image-tokens', at, { images, title: profile.title })
    return
  }
  if (told >= least && told <= most) return
  const expected = most === Infinity ? `${inAll} or more` : `about ${inAll}`
  const what = format.id === 'openai-chat' ? `${told} image tokens` : `${told} input tokens in all`
  report('implausible-image-tokens', at, { found: what, images, expected })
}

function reasoningOf(value: Usage['value']): number {
  const details = value.completion_tokens_details as { reasoning_tokens?: unknown } | null | undefined
  const count = details?.reasoning_tokens ?? value.reasoning_tokens
  return isCount(count) ? count : 0
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}
