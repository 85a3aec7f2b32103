/**
 * Fields of the base schemas that neither the documented gateway page nor Xiaomi's API reference names. What another rule
 * has a word for (`detail`, `max_tokens`, `cache_control`) is not listed: it would be reported twice.
 */

/** Chat Completions, https://platform.xiaomimimo.com/docs/en-US/api/chat/openai-api (2026-06-03). */
export const UNDOCUMENTED_CHAT: readonly string[] = []

/** Messages, https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03). */
export const UNDOCUMENTED_MESSAGES: readonly string[] = []
