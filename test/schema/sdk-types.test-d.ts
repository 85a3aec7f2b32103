// What the vendors' SDKs send fits our request types. Checked by `tsc -p tsconfig.json`; nothing here runs.
import type {
  BetaMessageStreamParams,
  MessageCreateParams as BetaParams,
} from '@anthropic-ai/sdk/resources/beta/messages'
import type {
  MessageCreateParams,
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
} from '@anthropic-ai/sdk/resources/messages'
import type {
  ChatCompletionCreateParams,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions'
import type {
  AnthropicMessages,
  AnthropicMessagesRequest,
  OpenAIChat,
  OpenAIChatRequest,
} from '../../src/schema/index.ts'

declare function fits<Ours>(): <Theirs extends Ours>() => void

fits<OpenAIChatRequest>()<ChatCompletionCreateParams>()
fits<OpenAIChatRequest>()<ChatCompletionCreateParamsNonStreaming>()
fits<OpenAIChatRequest>()<ChatCompletionCreateParamsStreaming>()

fits<AnthropicMessagesRequest>()<MessageCreateParams>()
fits<AnthropicMessagesRequest>()<MessageCreateParamsNonStreaming>()
fits<AnthropicMessagesRequest>()<MessageCreateParamsStreaming>()
fits<AnthropicMessagesRequest>()<BetaParams>()
fits<AnthropicMessagesRequest>()<BetaMessageStreamParams>()

const imagePart: OpenAIChat.ImagePart = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
// @ts-expect-error image_url is an object
const bareString: OpenAIChat.ImagePart = { type: 'image_url', image_url: 'https://example.com/a.png' }
// @ts-expect-error a key that no vendor documents
const mistypedKey: OpenAIChat.ImagePart = { type: 'image_url', image_url: imagePart.image_url, imageUrl: '' }
// @ts-expect-error images belong to user and tool messages
const systemImage: OpenAIChat.SystemMessage = { role: 'system', content: [imagePart] }

const source: AnthropicMessages.ImageSource = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' }
const imageBlock: AnthropicMessages.ImageBlock = { type: 'image', source, cache_control: null }
// @ts-expect-error a base64 source needs media_type
const noMediaType: AnthropicMessages.ImageSource = { type: 'base64', data: 'iVBORw0KGgo=' }
// @ts-expect-error the other format's part
const otherFormat: AnthropicMessages.ContentBlock = imagePart

void [bareString, mistypedKey, systemImage, imageBlock, noMediaType, otherFormat]
