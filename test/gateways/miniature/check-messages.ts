import { isBase64, MEDIA_TYPES, mediaTypeOf } from './picture.ts'
import { must } from './rejection.ts'
import { isObject, objectsOf, textOf, type Value } from './value.ts'

const FIELDS: readonly string[] = `max_tokens messages model system stream stop_sequences temperature top_p top_k tools tool_choice thinking metadata
  service_tier cache_control container diagnostics inference_geo output_config speed mcp_servers context_management`.split(/\s+/)

const USER = ['text', 'image', 'document', 'search_result', 'tool_result', 'container_upload']
const ASSISTANT = ['text', 'thinking', 'redacted_thinking', 'tool_use', 'server_tool_use', 'web_search_tool_result']
const TOOL_RESULT = ['text', 'image', 'search_result', 'document', 'tool_reference', 'browser_state']

/** What each place may hold. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = { user: USER, assistant: ASSISTANT, system: ['text'], tool_result: TOOL_RESULT }

const BLOCK_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text', 'cache_control', 'citations'],
  image: ['type', 'source', 'cache_control', 'transformations'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control', 'toolset_name'],
  thinking: ['type', 'thinking', 'signature'],
}

const SOURCES: Readonly<Record<string, readonly string[]>> = { base64: ['media_type', 'data'], url: ['url'], file: ['file_id'] }

const MOST_BASE64 = 10 * 2 ** 20

/** Rejects a request of Messages as its vendor would, so that no conversion hides what is wrong with it. */
export function checkMessages(body: unknown): asserts body is Value {
  must(isObject(body), 'The request body is not a JSON object.')
  known(body, FIELDS, '')
  for (const field of ['max_tokens', 'messages', 'model']) must(body[field] !== undefined, `${field}: Field required`)
  must(typeof body.model === 'string' && body.model !== '', 'model: Input should be a valid string')
  must(Number.isInteger(body.max_tokens) && (body.max_tokens as number) >= 0, 'max_tokens: Input should be a valid integer of at least 0')
  must(['boolean', 'undefined'].includes(typeof body.stream), 'stream: Input should be a valid boolean')
  must(Array.isArray(body.messages), 'messages: Input should be a valid list')
  must(body.messages.length > 0, 'messages: at least one message is required')
  if (body.system !== undefined) checkContent(body.system, 'system', 'system')
  for (const [index, message] of body.messages.entries()) checkMessage(message, index)
  checkTools(body)
}

function checkMessage(message: unknown, index: number): void {
  const path = `messages.${index}`
  must(isObject(message), `${path}: Input should be a valid dictionary`)
  known(message, ['role', 'content'], `${path}.`)
  must(['user', 'assistant', 'system'].includes(textOf(message.role)), `${path}.role: Input should be 'user', 'assistant' or 'system'`)
  must(index > 0 || message.role === 'user', 'messages: first message must use the "user" role')
  checkContent(message.content, textOf(message.role), `${path}.content`)
}

function checkContent(content: unknown, place: string, path: string): void {
  if (typeof content === 'string') {
    must(content !== '' || place === 'tool_result', `${path}: all messages must have non-empty content`)
    return
  }
  must(Array.isArray(content), `${path}: Input should be a valid list`)
  must(content.length > 0 || place === 'tool_result', `${path}: all messages must have non-empty content`)
  for (const [index, block] of content.entries()) checkBlock(block, place, `${path}.${index}`)
}

function checkBlock(block: unknown, place: string, path: string): void {
  must(isObject(block), `${path}: Input should be a valid dictionary`)
  const type = textOf(block.type)
  const tags = BLOCKS[place]!
  must(tags.includes(type), `${path}: Input tag '${type}' found using 'type' does not match any of the expected tags: ${tags.map((tag) => `'${tag}'`).join(', ')}`)
  known(block, BLOCK_FIELDS[type], `${path}.${type}.`)
  must(place !== 'tool_result' || block.cache_control === undefined, 'cache_control may not be specified within `tool_result.content`.')
  if (type === 'text') {
    must(typeof block.text === 'string', `${path}.text.text: Input should be a valid string`)
    must(block.text !== '', 'messages: text content blocks must be non-empty')
  }
  if (type === 'image') checkSource(block.source, `${path}.image.source`)
  if (type === 'tool_result' && block.content !== undefined) checkContent(block.content, 'tool_result', `${path}.tool_result.content`)
}

function checkSource(source: unknown, path: string): void {
  must(isObject(source), `${path}: Field required`)
  const type = textOf(source.type)
  const fields = Object.hasOwn(SOURCES, type) ? SOURCES[type] : undefined
  must(fields !== undefined, `${path}: Input tag '${type}' found using 'type' does not match any of the expected tags: 'base64', 'file', 'url'`)
  known(source, ['type', ...fields], `${path}.${type}.`)
  for (const field of fields) must(typeof source[field] === 'string', `${path}.${type}.${field}: Field required`)
  if (type === 'url') must(/^https?:\/\//.test(textOf(source.url)) && URL.canParse(textOf(source.url)), 'Only HTTPS URLs are supported.')
  if (type === 'base64') checkBase64(textOf(source.media_type), textOf(source.data), `${path}.base64`)
}

function checkBase64(mediaType: string, data: string, path: string): void {
  must(MEDIA_TYPES.includes(mediaType), `${path}.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`)
  must(isBase64(data), `${path}: invalid base64 data`)
  must(data.length <= MOST_BASE64, `${path}: image exceeds 10 MB maximum: ${data.length} bytes > ${MOST_BASE64} bytes`)
  const found = mediaTypeOf(data) ?? mediaType
  must(found === mediaType, `${path}: The image was specified using the ${mediaType} media type, but the image appears to be a ${found} image`)
}

/** Each call is answered in the next message, each answer is one to a call, and each tool has a name of its own. */
function checkTools({ messages, tools }: Value): void {
  const names = objectsOf(tools).map(({ name }) => name)
  must(new Set(names).size === names.length, 'tools: Tool names must be unique.')
  let asked: readonly unknown[] = []
  for (const { content } of objectsOf(messages)) {
    const answered = objectsOf(content).filter(({ type }) => type === 'tool_result').map((block) => block.tool_use_id)
    must(answered.every((id) => asked.includes(id)), 'messages: unexpected `tool_use_id` found in `tool_result` blocks')
    must(asked.every((id) => answered.includes(id)), 'messages: `tool_use` ids were found without `tool_result` blocks immediately after')
    asked = objectsOf(content).filter(({ type }) => type === 'tool_use').map(({ id }) => id)
  }
  must(asked.length === 0, 'messages: `tool_use` ids were found without `tool_result` blocks immediately after')
}

function known(value: Value, fields: readonly string[] | undefined, path: string): void {
  const stranger = fields && Object.keys(value).find((key) => !fields.includes(key))
  must(stranger === undefined, `${path}${stranger}: Extra inputs are not permitted`)
}
