import type { Body } from '../body/body.ts'
import type { Exchange } from '../core/vocabulary.ts'
import { requestValue } from '../formats/detect.ts'
import { asObject } from '../formats/shape.ts'
import { endpointOf } from './endpoint.ts'

/** What tells a line of a batch file from a body. */
const ENVELOPE = ['custom_id', 'method', 'url']

/**
 * The request in a line of JSON: the line itself, or what the line of a batch file wraps, which is `{ custom_id, method, url,
 * body }` for OpenAI and `{ custom_id, params }` for Anthropic. A batch line without its body stays what it is, so that it is
 * judged and not lost.
 */
export function requestOfLine(line: Body): Exchange<Body>['request'] {
  const value = asObject(line.value)
  if (value === undefined || requestValue(value) !== undefined) return { body: line }
  if (!ENVELOPE.some((name) => Object.hasOwn(value, name))) return { body: line }
  const body = line.below('/body')
  const params = body === undefined ? line.below('/params') : undefined
  return {
    ...endpointOf(line, value),
    ...(params !== undefined && { format: 'anthropic-messages' }),
    body: body ?? params ?? line,
  }
}
