// What the vendors' SDKs say that comes back fits our types of answers. Checked by `tsc -p tsconfig.json`; nothing here runs.
import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared'
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions'
import type {
  AnthropicMessagesError, AnthropicMessagesEvent, AnthropicMessagesResponse, OpenAIChatChunk, OpenAIChatError, OpenAIChatResponse,
} from '../../src/index.ts'

declare function fits<Ours>(): <Theirs extends Ours>() => void

fits<OpenAIChatResponse>()<ChatCompletion>()
fits<OpenAIChatChunk>()<ChatCompletionChunk>()
fits<AnthropicMessagesError>()<ErrorResponse>()

// Of blocks and deltas the SDK knows more kinds than have a type here.
type Known<Union extends { type: string }, Kind extends string> = Extract<Union, { type: Kind }>
type Content = AnthropicMessagesResponse['content'][number]
fits<Omit<AnthropicMessagesResponse, 'content'>>()<Omit<Message, 'content'>>()
fits<Content>()<Known<Message['content'][number], Content['type']>>()
fits<AnthropicMessagesEvent>()<Exclude<RawMessageStreamEvent, { type: 'content_block_start' | 'content_block_delta' }>>()

declare const event: AnthropicMessagesEvent
if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') event.delta.text.at(0)
// @ts-expect-error only a delta has one
if (event.type === 'message_stop') void event.delta

const error: OpenAIChatError = { error: { message: 'No', type: 'server_error', param: null, code: null } }
// @ts-expect-error an error has a message
const silent: OpenAIChatError = { error: { type: 'server_error' } }

void [error, silent]
