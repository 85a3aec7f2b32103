import { jsonAnswer, streamAnswer, type Answer } from '../answer.ts'
import { CREATED, type Identity } from './identity.ts'
import { piecesOf, type Ending, type Reply, type TokenCounts } from './reply.ts'
import type { Seen } from './seen.ts'

// Shapes after https://github.com/openai/openai-openapi (2026-08-21), for profiles that are not MiMo's.

const FINISH_REASONS: Readonly<Record<Ending, string>> = { done: 'stop', limit: 'length', filtered: 'content_filter' }

/** An answer as OpenAI documents it, whole. */
export function plainChat({ model }: Seen, { text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const message = { role: 'assistant', content: text, refusal: null, annotations: [] }
  return jsonAnswer(200, {
    id: `chatcmpl-${hex}`,
    object: 'chat.completion',
    created: CREATED,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH_REASONS[ending] }],
    usage: usageOf(tokens),
    system_fingerprint: null,
  })
}

/** The same as a stream. Usage comes where it is asked for. */
export function plainChatStream({ model, wantsUsage }: Seen, { text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const chunk = (choices: readonly unknown[], usage: unknown): { data: unknown } => ({
    data: { id: `chatcmpl-${hex}`, object: 'chat.completion.chunk', created: CREATED, model, system_fingerprint: null, choices, ...(wantsUsage && { usage }) },
  })
  const delta = (told: object, finishReason: string | null = null): { data: unknown } =>
    chunk([{ index: 0, delta: told, logprobs: null, finish_reason: finishReason }], null)
  return streamAnswer(
    [
      delta({ role: 'assistant', content: '', refusal: null }),
      ...piecesOf(text).map((piece) => delta({ content: piece })),
      delta({}, FINISH_REASONS[ending]),
      ...(wantsUsage ? [chunk([], usageOf(tokens))] : []),
    ],
    '[DONE]',
  )
}

function usageOf({ prompt, cached, completion }: TokenCounts): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  }
}
