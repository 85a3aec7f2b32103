import { child } from '../core/pointer.ts'
import { decodeMessages, encodeMessages } from './anthropic-messages-codec.ts'
import type { ContentPart } from './content-part.ts'
import type { Format } from './format.ts'
import { imageFromDataField, imageFromUrlField } from './image-part.ts'
import { asObject, asString, objectsIn, ownNames } from './shape.ts'

const OWN_FIELDS = ['anthropic_version', 'anthropic_beta', 'container', 'context_management', 'mcp_servers', 'output_config', 'stop_sequences', 'system', 'top_k']
const OWN_PARTS = ['image', 'document', 'search_result', 'tool_use', 'tool_result', 'server_tool_use', 'thinking', 'redacted_thinking']

/** Longer text is none, and need not be shown whole to say so. */
const LONGEST_MEDIA_TYPE = 100

/** Anthropic Messages: `POST /v1/messages`. */
export const anthropicMessages: Format = {
  id: 'anthropic-messages',
  title: 'Messages',
  imageType: 'image',
  imageExample: '{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "…"}}',
  takesDetail: false,
  encode: encodeMessages,
  decode: decodeMessages,

  signals(value) {
    const parts = new Set(anthropicMessages.contentParts(value).map((part) => part.type))
    return {
      envelope: [
        ...ownNames(value, OWN_FIELDS),
        ...(objectsIn(value.tools).some(([, tool]) => Object.hasOwn(tool, 'input_schema')) ? ['tools[].input_schema'] : []),
      ],
      parts: OWN_PARTS.filter((type) => parts.has(type)).map((type) => `part ${type}`),
    }
  },

  contentParts(value) {
    const request = asObject(value)
    return [
      ...partsIn(request?.system, '/system', 'system', 'system'),
      ...objectsIn(request?.messages).flatMap(([index, message]) => {
        const role = asString(message.role)
        return partsIn(message.content, `/messages/${index}/content`, role, 'message').flatMap((part) => [part, ...nestedIn(part)])
      }),
    ]
  },

  imageOf(part, body) {
    const source = part.type === 'image' ? asObject(part.value.source) : undefined
    const pointer = `${part.pointer}/source`
    if (source?.type === 'url' && typeof source.url === 'string') {
      return imageFromUrlField(part, `${pointer}/url`, source.url, body)
    }
    if (source?.type !== 'base64' || typeof source.data !== 'string') return undefined
    const mediaType = source.media_type
    const declared = typeof mediaType === 'string' ? { pointer: `${pointer}/media_type`, text: body.facts(mediaType).head.slice(0, LONGEST_MEDIA_TYPE) } : undefined
    return imageFromDataField(part, `${pointer}/data`, source.data, declared, body)
  },
}

function partsIn(content: unknown, pointer: string, role: string, container: ContentPart['container']): ContentPart[] {
  return objectsIn(content).map(([index, value]) => ({
    pointer: child(pointer, index),
    role,
    container,
    value,
    type: asString(value.type),
  }))
}

/** The parts inside of a tool result, and of a document, which may stand in one. Neither may hold another of its kind. */
function nestedIn(part: ContentPart): ContentPart[] {
  if (part.type === 'tool_result' && part.container === 'message') {
    const parts = partsIn(part.value.content, `${part.pointer}/content`, part.role, 'tool_result')
    return parts.flatMap((inner) => [inner, ...nestedIn(inner)])
  }
  const source = part.type === 'document' && part.container !== 'document' ? asObject(part.value.source) : undefined
  return source?.type === 'content' ? partsIn(source.content, `${part.pointer}/source/content`, part.role, 'document') : []
}
