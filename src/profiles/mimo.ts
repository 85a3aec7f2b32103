import type { ModelList, ParameterRange } from './profile.ts'

// What the documented gateway and Xiaomi's own platform have in common.

/** https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding (2026-04-22) */
export const MIMO_MEDIA_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp']

/** Images under 8,192 pixels are enlarged; an 8 x 8 PNG was seen to fail. */
export const MIMO_FEWEST_PIXELS = 8192

/**
 * Xiaomi's models. mimo-v2-pro is documented as text-only but was seen to take an image
 * (https://github.com/anomalyco/models.dev/issues/1732, 2026-05-08), so it is not among those.
 */
export const MIMO_MODELS: ModelList = {
  date: '2026-09-24',
  listed: [
    'mimo-v2-flash', 'mimo-v2-pro', 'mimo-v2-omni', 'mimo-v2.5', 'mimo-v2.5-pro', 'mimo-v2.6-pro', 'mimo-v2.6-flash',
    'mimo-v2.6-pro-ultraspeed', 'mimo-v2.6-distill-qwen-9b', 'mimo-v2-tts', 'mimo-v2.5-tts*', 'mimo-v2.5-asr',
  ],
  textOnly: ['mimo-v2-flash', 'mimo-v2.5-pro', 'mimo-v2-tts', 'mimo-v2.5-tts*', 'mimo-v2.5-asr'],
  thinkingByDefault: ['mimo-v2.5-pro', 'mimo-v2.5', 'mimo-v2-pro', 'mimo-v2-omni'],
}

const COMMON_PARAMETERS: Readonly<Record<string, ParameterRange>> = {
  temperature: { min: 0, max: 1.5 },
  top_p: { min: 0.01, max: 1 },
  'thinking.type': { values: ['enabled', 'disabled'] },
  tool_choice: { honoured: ['auto'] },
}

/** https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03) */
export const MIMO_CHAT_PARAMETERS: Readonly<Record<string, ParameterRange>> = {
  ...COMMON_PARAMETERS,
  max_completion_tokens: { min: 1, max: 131_072 },
  frequency_penalty: { min: -2, max: 2 },
  presence_penalty: { min: -2, max: 2 },
  stop: { maxItems: 4 },
  'response_format.type': { values: ['text', 'json_object'] },
  'tools[].max_keyword': { min: 1, max: 50 },
  'tools[].limit': { min: 1, max: 50 },
  'messages[].content[].fps': { min: 0.1, max: 10 },
  'messages[].content[].media_resolution': { values: ['default', 'max'] },
}

/** https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03) */
export const MIMO_MESSAGES_PARAMETERS: Readonly<Record<string, ParameterRange>> = {
  ...COMMON_PARAMETERS,
  max_tokens: { min: 1, max: 131_072 },
}

// Fields of the base schemas that neither the documented gateway page nor Xiaomi's API reference names. Missing here is what
// another rule has a word for (`detail`, `max_tokens`, `cache_control`): it would be reported twice.

/** Chat Completions, after https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03). */
export const UNDOCUMENTED_CHAT: readonly string[] = [
  'function_call', 'functions', 'logit_bias', 'logprobs', 'metadata', 'modalities', 'moderation', 'n',
  'parallel_tool_calls', 'prediction', 'prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention',
  'reasoning_effort', 'response_format.json_schema', 'safety_identifier', 'seed', 'service_tier', 'store',
  'stream_options', 'top_logprobs', 'user', 'verbosity', 'web_search_options', 'audio.voice.id',
  'messages[].annotations', 'messages[].audio', 'messages[].function_call', 'messages[].refusal',
  'messages[].content[].file', 'messages[].content[].refusal', 'messages[].content[].prompt_cache_breakpoint',
  'messages[].content[].input_audio.format', 'messages[].tool_calls[].custom', 'tools[].custom',
]

/** Messages, after https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03). */
export const UNDOCUMENTED_MESSAGES: readonly string[] = [
  'billing_policy', 'compaction', 'container', 'context_management', 'diagnostics', 'fallback_credit_token',
  'fallbacks', 'inference_geo', 'mcp_servers', 'metadata', 'output_config', 'output_format', 'service_tier', 'speed',
  'thread', 'top_k', 'thinking.block_binding', 'thinking.budget_tokens', 'thinking.display', 'messages[].clear_at',
  'messages[].output_config', 'messages[].content[].caller', 'messages[].content[].citations',
  'messages[].content[].transformations', 'system[].citations', 'tools[].allowed_callers', 'tools[].defer_loading',
  'tools[].eager_input_streaming', 'tools[].input_examples', 'tools[].strict',
]
