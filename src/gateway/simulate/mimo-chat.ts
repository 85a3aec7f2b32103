import { jsonAnswer, streamAnswer, type Answer } from '../answer.ts'
import { CREATED, type Identity } from './identity.ts'
import { piecesOf, type Ending, type Reply, type TokenCounts } from './reply.ts'
import type { Seen } from './seen.ts'

// Shapes after https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03), and streams recorded of mimo-v2.5.

const FINISH_REASONS: Readonly<Record<Ending, string>> = { done: 'stop', limit: 'length', filtered: 'content_filter' }

/** MiMo's answer on Chat Completions, whole. Without thinking there is no `reasoning_content`. */
export function mimoChat({ model, thinks }: Seen, { reasoning, text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const message = { content: text, role: 'assistant', tool_calls: null, ...(thinks && { reasoning_content: reasoning }) }
  return jsonAnswer(200, {
    id: hex,
    choices: [{ finish_reason: FINISH_REASONS[ending], index: 0, message }],
    created: CREATED,
    model,
    object: 'chat.completion',
    usage: usageOf(tokens),
  })
}

/** The same as a stream: reasoning first, then content; every delta has all four keys; usage comes unasked. */
export function mimoChatStream({ model }: Seen, { reasoning, text, ending, tokens }: Reply, { hex }: Identity): Answer {
  const chunk = (choices: readonly unknown[], usage?: unknown): { data: unknown } => ({
    data: { id: hex, choices, created: CREATED, model, object: 'chat.completion.chunk', ...(usage !== undefined && { usage }) },
  })
  const delta = (told: object, finishReason: string | null = null, usage?: null): { data: unknown } =>
    chunk([{ delta: { content: null, role: null, tool_calls: null, reasoning_content: null, ...told }, finish_reason: finishReason, index: 0 }], usage)
  return streamAnswer(
    [
      delta({ content: '', role: 'assistant' }),
      ...piecesOf(reasoning).map((piece) => delta({ reasoning_content: piece })),
      ...piecesOf(text).map((piece) => delta({ content: piece })),
      delta({}, FINISH_REASONS[ending], null),
      chunk([], usageOf(tokens)),
    ],
    '[DONE]',
  )
}

/** Prompt tokens include images and what is cached. Where there is neither, the details are null, as in the documented sample. */
function usageOf({ prompt, image, cached, reasoning, completion }: TokenCounts): object {
  return {
    completion_tokens: completion,
    prompt_tokens: prompt,
    total_tokens: prompt + completion,
    completion_tokens_details: { reasoning_tokens: reasoning },
    prompt_tokens_details: image + cached === 0 ? null : { cached_tokens: cached, ...(image > 0 && { image_tokens: image }) },
  }
}
