import { jsonAnswer, type Answer } from '../answer.ts'
import type { ErrorKind, Errors, Told } from './told.ts'

// What a gateway of the new-api family (https://github.com/QuantumNous/new-api) turns down itself, before any model is asked. It
// does so in one envelope for both formats. That the documented gateway is one is inferred from its list of common errors.

/** The balance is that of the documented page's own example. */
const QUOTA = '用户额度不足, 剩余额度: $-1.74'

export const GATEWAY_ERRORS: Pick<Errors, Extract<ErrorKind, 'route' | 'auth' | 'size' | 'model' | 'quota' | 'no-channel' | 'no-upstream' | 'no-recording'>> = {
  route: ({ method, path }) =>
    jsonAnswer(404, { error: { message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error', param: '', code: '' } }),
  auth: (told) => gatewayError(401, '', 'Invalid token', told),
  size: (told) => gatewayError(413, 'read_request_body_failed', 'request body too large', told),
  model: noChannel,
  quota: (told) => gatewayError(403, 'insufficient_user_quota', QUOTA, told),
  'no-channel': noChannel,
  'no-upstream': (told) => gatewayError(502, 'bad_response', told.reason, told),
  'no-recording': (told) => gatewayError(404, 'no_recording', told.reason, told),
}

function noChannel(told: Told): Answer {
  if (told.model === '') return gatewayError(400, '', 'model name is required', told)
  return gatewayError(503, 'model_not_found', `No available channel for model ${told.model} under group default (distributor)`, told)
}

function gatewayError(status: number, code: string, message: string, { hex }: Told): Answer {
  return jsonAnswer(status, { error: { message: `${message} (request id: ${hex.slice(0, 24)})`, type: 'new_api_error', code } })
}
