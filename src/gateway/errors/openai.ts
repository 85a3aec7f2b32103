import { jsonAnswer, type Answer } from '../answer.ts'
import type { Errors } from './told.ts'

/** Errors in OpenAI's envelope: https://github.com/openai/openai-openapi, and recorded ones. The words are the kit's own. */
export const OPENAI_ERRORS: Errors = {
  route: ({ method, path }) => openaiError(404, `Invalid URL (${method} ${path})`),
  auth: () => openaiError(401, 'You did not provide an API key.', 'invalid_api_key'),
  size: ({ reason }) => openaiError(413, reason),
  model: ({ model }) => openaiError(404, `The model \`${model}\` does not exist or you do not have access to it.`, 'model_not_found'),
  vision: ({ reason }) => openaiError(400, reason),
  content: ({ reason }) => openaiError(400, reason),
  quota: () => openaiError(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  'no-channel': () => openaiError(503, 'No server is available for this model.', null, 'server_error'),
  overloaded: () => openaiError(503, 'The model is overloaded. Please try again later', null, 'server_error'),
  moderation: () => openaiError(400, 'The request was rejected because it was considered high risk', 'content_policy_violation'),
  'rate-limit': () => openaiError(429, 'Rate limit reached.', 'rate_limit_exceeded', 'requests'),
  'corrupted-image': () => openaiError(400, 'The image cannot be parsed.', 'image_parse_error'),
  'no-upstream': ({ reason }) => openaiError(502, reason, 'no_upstream', 'server_error'),
  'no-recording': ({ reason }) => openaiError(404, reason, 'no_recording'),
}

function openaiError(status: number, message: string, code: string | null = null, type = 'invalid_request_error'): Answer {
  return jsonAnswer(status, { error: { message, type, param: null, code } })
}
