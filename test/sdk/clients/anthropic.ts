import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import Anthropic0 from 'anthropic-sdk-0'
import { bodyOf, NO_FINDINGS, type Call, type Client } from './client.ts'

type Params = Anthropic.MessageCreateParamsNonStreaming

/** What is used of the SDK, which both versions have. */
interface Sdk {
  readonly messages: {
    create(params: Params): Promise<Pick<Anthropic.Message, 'content'>>
    stream(params: Params): { finalText(): Promise<string> }
  }
}

function asking(name: string, connect: (options: ClientOptions) => Sdk): Client {
  return {
    name,
    format: 'anthropic-messages',
    base: '',
    findings: NO_FINDINGS,
    async ask(call: Call, baseURL: string) {
      const { headers, key = 'any', retries } = call
      const { messages } = connect({
        apiKey: key, baseURL, logLevel: 'off', ...(headers && { defaultHeaders: headers }), ...(retries !== undefined && { maxRetries: retries }),
      })
      const { stream, ...body } = bodyOf(call, 'anthropic-messages')
      if (stream) return messages.stream(body as unknown as Params).finalText()
      const { content } = await messages.create(body as unknown as Params)
      return content.map((block) => (block.type === 'text' ? block.text : '')).join('')
    },
  }
}

export const anthropic: Client = asking('@anthropic-ai/sdk 1', (options) => new Anthropic(options))
export const anthropic0: Client = asking('@anthropic-ai/sdk 0', (options) => new Anthropic0(options as ConstructorParameters<typeof Anthropic0>[0]) as unknown as Sdk)
