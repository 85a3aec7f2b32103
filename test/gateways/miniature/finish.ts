import { numberOf, objectOf, type Value } from './value.ts'

const STOP_REASONS: Readonly<Record<string, string>> = { length: 'max_tokens', tool_calls: 'tool_use', function_call: 'tool_use', content_filter: 'refusal' }

const FINISH_REASONS: Readonly<Record<string, string>> = {
  max_tokens: 'length', model_context_window_exceeded: 'length', tool_use: 'tool_calls', refusal: 'content_filter',
}

export function stopReasonOf(finishReason: unknown): string {
  return STOP_REASONS[String(finishReason)] ?? 'end_turn'
}

export function finishReasonOf(stopReason: unknown): string {
  return FINISH_REASONS[String(stopReason)] ?? 'stop'
}

/** Chat Completions counts what was cached as part of the prompt, Messages beside it. */
export function messagesUsage(usage: unknown): Value {
  const { prompt_tokens: prompt, completion_tokens: completion, prompt_tokens_details: details } = objectOf(usage)
  const cached = numberOf(objectOf(details).cached_tokens)
  return {
    input_tokens: numberOf(prompt) - cached,
    output_tokens: numberOf(completion),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
  }
}

export function chatUsage(usage: Value): Value {
  const cached = numberOf(usage.cache_read_input_tokens)
  const prompt = numberOf(usage.input_tokens) + numberOf(usage.cache_creation_input_tokens) + cached
  const completion = numberOf(usage.output_tokens)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  }
}
