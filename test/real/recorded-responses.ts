import type { FormatId } from '../../src/index.ts'
import { dataFiles } from './shared.ts'

/** An answer as it was recorded, with the profile that fits whoever gave it. */
export interface RecordedResponse {
  readonly profile: string
  readonly format: FormatId
  readonly status: number
  readonly contentType: string | undefined
  /** JSON, or the text of a stream or of an error. */
  readonly body: unknown
  readonly request: unknown
}

interface Interaction {
  readonly meta: { readonly vendor: string; readonly family: 'openai' | 'anthropic' }
  readonly request: { readonly body: unknown }
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> | null; readonly body: unknown }
}

interface Evidence {
  readonly status: number
  readonly request_body: unknown
  readonly response_headers: Readonly<Record<string, readonly string[]>> | null
  readonly response_body: unknown
}

function profileOf(vendor: string, family: string): string {
  if (vendor === 'OpenAI') return 'openai'
  // Anthropic also serves Chat Completions, as a compatible gateway.
  return vendor === 'Anthropic' && family === 'anthropic' ? 'anthropic' : 'openai-compatible'
}

function formatOf(family: string): FormatId {
  return family === 'anthropic' ? 'anthropic-messages' : 'openai-chat'
}

/** All recorded answers, by the names of their files. */
export const recordedResponses: readonly (readonly [name: string, response: RecordedResponse])[] = [
  ...dataFiles<Interaction>('traffic').map(([name, { meta, request, response }]) => {
    const { status, headers, body } = response
    const known = { profile: profileOf(meta.vendor, meta.family), format: formatOf(meta.family), contentType: headers?.['content-type'] }
    return [name, { ...known, status, body, request: request.body }] as const
  }),
  ...dataFiles<Evidence>('evidence').map(([name, { status, request_body: request, response_headers: headers, response_body: body }]) => {
    const [family] = name.split('-') as [string]
    const known = { profile: family === 'anthropic' ? 'anthropic' : 'openai', format: formatOf(family), contentType: headers?.['content-type']?.[0] }
    return [name, { ...known, status, body, request }] as const
  }),
]

/** The evidence was cut short where it was collected: nothing of these streams is left but their first bytes. */
export const CUT_SHORT: readonly string[] = ['openai-200-test_openai_moderation_stream.json', 'openai-200-test_run_stream_sync_streams_real_model.json']

/** Those that answer, with a status of 200 and no error in them. */
export const recordedSuccesses: typeof recordedResponses = recordedResponses.filter(
  ([name, { status }]) => status === 200 && !name.startsWith('errors/') && !CUT_SHORT.includes(name),
)
