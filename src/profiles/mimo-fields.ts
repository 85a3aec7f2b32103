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
