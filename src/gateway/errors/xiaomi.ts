import { jsonAnswer, type Answer } from '../answer.ts'
import type { Errors } from './told.ts'

// https://platform.xiaomimimo.com/docs/en-US/quick-start/error-codes (2026-05-12), and bodies that users reported. One envelope
// for both formats: a general `message`, the reason in `param`, the status as a text in `code`.

/** Xiaomi's errors. Of an unknown path and of a body that is too large nothing is documented. */
export const XIAOMI_ERRORS: Errors = {
  route: ({ method, path }) => xiaomiError(404, 'Not Found', `${method} ${path}`),
  auth: () => xiaomiError(401, 'Invalid API Key', 'Please provide valid API Key', 'invalid_key'),
  size: ({ reason }) => xiaomiError(400, 'Param Incorrect', reason),
  model: ({ model }) => xiaomiError(400, 'Param Incorrect', model === '' ? '`model` is not set' : `Not supported model ${model}`),
  vision: () => xiaomiError(404, 'No endpoints found that support image input', ''),
  content: ({ reason }) => xiaomiError(400, 'Param Incorrect', reason),
  quota: () => xiaomiError(402, 'Insufficient account balance', ''),
  'no-channel': () => xiaomiError(503, 'Service unavailable', ''),
  // The words are those of the documented page's list of common errors.
  overloaded: () => xiaomiError(503, 'The model is overloaded. Please try again later', ''),
  // The status is documented as 421, and was seen as 400: https://github.com/XiaomiMiMo/MiMo-V2-Flash/issues/18
  moderation: () => xiaomiError(400, 'Moderation Block', 'The request was rejected because it was considered high risk', 'content_filter', '421'),
  'rate-limit': () => xiaomiError(429, 'Too many requests', '', 'limitation'),
  // Seen also for images that are sound: https://github.com/XiaomiMiMo/MiMo/issues/45
  'corrupted-image': () => xiaomiError(400, 'Multimodal data is corrupted or cannot be processed.', '', 'BadRequestError'),
  'no-upstream': ({ reason }) => xiaomiError(502, reason, ''),
  'no-recording': ({ reason }) => xiaomiError(404, reason, ''),
}

function xiaomiError(status: number, message: string, param: string, type = '', code = String(status)): Answer {
  return jsonAnswer(status, { error: { code, message, param, type } })
}
