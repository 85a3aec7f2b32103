/** pixpact: contract tests for image input in LLM chat requests. */
export { validateRequest } from './validate/validate-request.ts'
export type { ValidateOptions } from './validate/options.ts'
export type { Verdict } from './validate/judge.ts'
export { PixpactError, type ErrorCode } from './core/errors.ts'
export type { Finding, FormatId, HeadersAreComplete, ImageSummary, Level, Location, Severity } from './core/vocabulary.ts'
export { PROFILES as profiles } from './profiles/index.ts'
export type { FormatProfile, Profile } from './profiles/profile.ts'
export type { AnthropicMessagesRequest, OpenAIChatRequest } from './schema/index.ts'
