import { child } from '../core/pointer.ts'
import type { ContentPart } from './content-part.ts'
import type { Format } from './format.ts'
import { imageFromUrlField } from './image-part.ts'
import { decodeChat, encodeChat } from './openai-chat-codec.ts'
import { asObject, asString, objectsIn, ownNames } from './shape.ts'

const OWN_FIELDS = [
  'audio', 'frequency_penalty', 'function_call', 'functions', 'logit_bias', 'logprobs', 'max_completion_tokens', 'modalities', 'n',
  'parallel_tool_calls', 'prediction', 'presence_penalty', 'prompt_cache_key', 'reasoning_effort', 'response_format', 'seed', 'stop',
  'store', 'stream_options', 'top_logprobs', 'user', 'verbosity', 'web_search_options',
]
const OWN_ROLES = ['developer', 'tool', 'function']
const OWN_PARTS = ['image_url', 'input_audio', 'video_url', 'file', 'refusal']

/** The sign that a conversation begins with a system message. */
export const FIRST_SYSTEM = 'a first message of role system'

/** OpenAI Chat Completions: `POST /v1/chat/completions`. */
export const openaiChat: Format = {
  id: 'openai-chat',
  title: 'Chat Completions',
  imageType: 'image_url',
  imageExample: '{"type": "image_url", "image_url": {"url": "data:image/png;base64,…"}}',
  takesDetail: true,
  encode: encodeChat,
  decode: decodeChat,

  signals(value) {
    const messages = objectsIn(value.messages).map(([, message]) => message)
    const roles = new Set(messages.map((message) => asString(message.role)))
    const parts = new Set(openaiChat.contentParts(value).map((part) => part.type))
    return {
      envelope: [
        ...ownNames(value, OWN_FIELDS),
        ...OWN_ROLES.filter((role) => roles.has(role)).map((role) => `role ${role}`),
        ...(messages[0]?.role === 'system' ? [FIRST_SYSTEM] : []),
        ...(messages.some((message) => Object.hasOwn(message, 'tool_calls')) ? ['tool_calls'] : []),
        ...(objectsIn(value.tools).some(([, tool]) => Object.hasOwn(tool, 'function')) ? ['tools[].function'] : []),
      ],
      parts: OWN_PARTS.filter((type) => parts.has(type)).map((type) => `part ${type}`),
    }
  },

  contentParts(value) {
    return objectsIn(asObject(value)?.messages).flatMap(([index, message]) => {
      const pointer = `/messages/${index}/content`
      return objectsIn(message.content).map(
        ([at, part]): ContentPart => ({
          pointer: child(pointer, at),
          role: asString(message.role),
          container: 'message',
          value: part,
          type: asString(part.type),
        }),
      )
    })
  },

  imageOf(part, body) {
    if (part.type !== 'image_url') return undefined
    const held = part.value.image_url
    // A bare string is wrong in most places, but some vendors take it: there it is judged like any other URL.
    if (typeof held === 'string') return imageFromUrlField(part, `${part.pointer}/image_url`, held, body)
    const url = asObject(held)?.url
    return typeof url === 'string' ? imageFromUrlField(part, `${part.pointer}/image_url/url`, url, body) : undefined
  },
}
