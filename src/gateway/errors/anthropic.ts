import { jsonAnswer, type Answer } from '../answer.ts'
import type { Errors, Told } from './told.ts'

/** Errors in Anthropic's envelope: https://platform.claude.com/docs/en/api/errors. The words are the kit's own. */
export const ANTHROPIC_ERRORS: Errors = {
  route: errorOf(404, 'not_found_error', ({ method, path }) => `There is nothing at ${method} ${path}.`),
  auth: errorOf(401, 'authentication_error', () => 'x-api-key header is required'),
  size: errorOf(413, 'request_too_large', () => 'Request exceeds the maximum size'),
  model: errorOf(404, 'not_found_error', ({ model }) => `model: ${model}`),
  vision: errorOf(400, 'invalid_request_error', ({ reason }) => reason),
  content: errorOf(400, 'invalid_request_error', ({ reason }) => reason),
  quota: errorOf(402, 'billing_error', () => 'The credit balance is too low.'),
  'no-channel': errorOf(500, 'api_error', () => 'No server is available for this model.'),
  overloaded: errorOf(529, 'overloaded_error', () => 'Overloaded'),
  moderation: errorOf(400, 'invalid_request_error', () => 'The request was rejected because it was considered high risk'),
  'rate-limit': errorOf(429, 'rate_limit_error', () => 'Too many requests.'),
  'corrupted-image': errorOf(400, 'invalid_request_error', () => 'Could not process image'),
  'no-upstream': errorOf(502, 'api_error', ({ reason }) => reason),
  'no-recording': errorOf(404, 'not_found_error', ({ reason }) => reason),
}

function errorOf(status: number, type: string, message: (told: Told) => string): (told: Told) => Answer {
  return (told) => jsonAnswer(status, { type: 'error', error: { type, message: message(told) }, request_id: `req_${told.hex.slice(0, 24)}` })
}
