import { bodyOf } from '../body/body.ts'
import { isStream } from '../formats/received.ts'
import { bytesOf } from './har-text.ts'
import type { HeaderMap, RecordedResponse, Recording } from './recording.ts'
import { Places, type Contract } from './places.ts'
import { streamContract } from './stream-contract.ts'

/** What both halves of a recording show. */
export function contractOf({ request, response }: Recording): { readonly request: Contract; readonly response: Contract } {
  const asked = new Places()
  asked.add('', bodyOf(bytesOf(request)).value)
  return { request: asked.end(), response: contractOfResponse(response) }
}

function contractOfResponse({ status, headers, chunks, cut }: RecordedResponse): Contract {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes))
  const body = isStream(bytes.toString('utf8', 0, 256), headers) ? streamContract(bytes) : contractOfBody(bytes)
  return new Map([['status', String(status)], ['content-type', mediaTypeOf(headers)], ...(cut === true ? [['end', 'cut off'] as const] : []), ...body])
}

function contractOfBody(bytes: Buffer): Contract {
  const places = new Places()
  const { value, fault } = bodyOf(bytes)
  places.add('', fault === undefined ? value : undefined)
  return places.end()
}

function mediaTypeOf(headers: HeaderMap): string {
  return headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase() ?? 'none'
}
