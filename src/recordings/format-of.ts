import type { Body } from '../body/body.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { formatOfBody, formatOfPath, requestValue } from '../formats/detect.ts'
import type { HeaderMap } from './recording.ts'

/** The format that a request is in: that of its path, else of the version header, else what the body looks like. */
export function formatOfRequest(request: { readonly path: string; readonly url?: string; readonly headers: HeaderMap }, body: Body): FormatId | undefined {
  const byPath = formatOfPath(request.path) ?? (request.url === undefined ? undefined : formatOfPath(request.url))
  if (byPath !== undefined) return byPath
  if (request.headers['anthropic-version'] !== undefined) return 'anthropic-messages'
  const value = requestValue(body.value)
  return value && formatOfBody(value)
}
