import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, streamText, type LanguageModel, type ModelMessage } from 'ai'
import type { LoadedImage } from '../../../src/core/vision-request.ts'
import { cardAt } from '../cards.ts'
import { MODEL, NO_FINDINGS, type Client } from './client.ts'

/** What a provider is told. */
export interface Place {
  readonly apiKey: string
  readonly baseURL: string
}

/** Of models that OpenAI does not have it knows only the older name of the limit. */
const CHAT_FINDINGS = ['token-limit/other-name']

function asking(about: Omit<Client, 'ask'>, model: (place: Place) => LanguageModel): Client {
  return {
    ...about,
    async ask({ images, text, stream, declared = 'image', headers, key = 'any', retries }, baseURL) {
      const parts = images.map((image) => ({ type: 'file' as const, mediaType: declared, data: dataOf(image) }))
      const messages: ModelMessage[] = [{ role: 'user', content: [...parts, { type: 'text', text }] }]
      const request = {
        model: model({ apiKey: key, baseURL }), messages, maxOutputTokens: 1024, experimental_download: download,
        ...(headers && { headers }), ...(retries !== undefined && { maxRetries: retries }),
      }
      if (!stream) return (await generateText(request)).text
      // Its stream of texts ends at an error, and does not tell it.
      const errors: unknown[] = []
      const answer = streamText({ ...request, onError: ({ error }) => void errors.push(error) })
      let said = ''
      for await (const piece of answer.textStream) said += piece
      if (errors.length > 0) throw errors[0]
      return said
    },
  }
}

function dataOf(image: LoadedImage): Uint8Array | URL {
  return 'url' in image ? new URL(image.url) : image.data
}

/** In place of the network, for images that are not passed on by their URLs. */
export async function download(asked: readonly { readonly url: URL; readonly isUrlSupportedByModel: boolean }[]): Promise<({ data: Uint8Array; mediaType: string } | null)[]> {
  return asked.map(({ url, isUrlSupportedByModel }) => (isUrlSupportedByModel ? null : { data: cardAt(url.href), mediaType: 'image/png' }))
}

export const openaiProvider = (place: Place): LanguageModel => createOpenAI(place).chat(MODEL)
export const compatibleProvider = (place: Place): LanguageModel => createOpenAICompatible({ name: 'mimo', ...place }).chatModel(MODEL)
export const anthropicProvider = (place: Place): LanguageModel => createAnthropic(place)(MODEL)

export const aiOpenai: Client = asking(
  { name: 'ai with @ai-sdk/openai', format: 'openai-chat', base: '', findings: { always: CHAT_FINDINGS, streaming: ['unknown-field/unknown'] } },
  openaiProvider,
)
export const aiCompatible: Client = asking(
  { name: 'ai with @ai-sdk/openai-compatible', format: 'openai-chat', base: '', fetches: true, findings: { always: CHAT_FINDINGS, streaming: [] } },
  compatibleProvider,
)
export const aiAnthropic: Client = asking(
  { name: 'ai with @ai-sdk/anthropic', format: 'anthropic-messages', base: '/v1', findings: NO_FINDINGS },
  anthropicProvider,
)
