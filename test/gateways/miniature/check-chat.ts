import { checkImageUrl } from './picture.ts'
import { must } from './rejection.ts'
import { isObject, textOf, type Value } from './value.ts'

const FIELDS = words(`messages model audio frequency_penalty presence_penalty function_call functions logit_bias logprobs top_logprobs
  max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls prediction prompt_cache_key prompt_cache_options
  prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options
  temperature tool_choice tools top_p user verbosity web_search_options`)

const MESSAGE_FIELDS = words('role content name tool_call_id tool_calls function_call refusal audio')

/** What a role may hold. That OpenAI takes no pictures of tools is left to the provider: others do take them. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  developer: ['text'],
  system: ['text'],
  user: ['text', 'image_url', 'input_audio', 'file'],
  assistant: ['text', 'refusal'],
  tool: ['text', 'image_url'],
  function: [],
}

const PART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text', 'prompt_cache_breakpoint'],
  image_url: ['type', 'image_url', 'prompt_cache_breakpoint'],
}

const DETAILS: readonly unknown[] = ['auto', 'low', 'high', 'original', undefined]

/** Rejects a request of Chat Completions as its vendor would, so that no conversion hides what is wrong with it. */
export function checkChat(body: unknown): asserts body is Value {
  must(isObject(body), 'The JSON body of your request is not an object.')
  known(body, FIELDS, '')
  must(typeof body.model === 'string' && body.model !== '', 'you must provide a model parameter')
  must(Array.isArray(body.messages), `Invalid type for 'messages': expected an array of objects.`)
  must(body.messages.length > 0, `Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.`)
  must(['boolean', 'undefined'].includes(typeof (body.stream ?? undefined)), `Invalid type for 'stream': expected a boolean.`)
  for (const field of ['max_tokens', 'max_completion_tokens']) {
    const limit = body[field] ?? 1
    must(Number.isInteger(limit) && (limit as number) > 0, `Invalid '${field}': expected an integer of at least 1.`)
  }
  const temperature = body.temperature ?? 1
  must(typeof temperature === 'number' && temperature >= 0 && temperature <= 2, `Invalid 'temperature': expected a number from 0 to 2.`)
  for (const [index, message] of body.messages.entries()) checkMessage(message, `messages[${index}]`)
}

function checkMessage(message: unknown, path: string): void {
  must(isObject(message), `Invalid type for '${path}': expected an object.`)
  known(message, MESSAGE_FIELDS, `${path}.`)
  const { role, content } = message
  const allowed = typeof role === 'string' && Object.hasOwn(PARTS, role) ? PARTS[role] : undefined
  must(allowed !== undefined, `Invalid value: '${String(role)}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.`)
  if (role === 'tool') must(typeof message.tool_call_id === 'string', `Missing required parameter: '${path}.tool_call_id'.`)
  const isCall = role === 'assistant' && (message.tool_calls !== undefined || message.function_call !== undefined)
  if (typeof content === 'string' || (isCall && (content ?? undefined) === undefined)) return
  must(Array.isArray(content), `Invalid type for '${path}.content': expected one of a string or array of objects.`)
  must(content.length > 0, `Invalid '${path}.content': empty array. Expected an array with minimum length 1.`)
  for (const [index, part] of content.entries()) checkPart(part, allowed, String(role), `${path}.content[${index}]`)
}

function checkPart(part: unknown, allowed: readonly string[], role: string, path: string): void {
  must(isObject(part), `Invalid type for '${path}': expected an object.`)
  const type = textOf(part.type)
  must(
    type !== 'image_url' || allowed.includes(type),
    `Invalid '${path}'. Image URLs are only allowed for messages with role 'user', but this message with role '${role}' contains an image URL.`,
  )
  must(allowed.includes(type), `Invalid value: '${type}'. Supported values are: ${allowed.map((name) => `'${name}'`).join(', ')}.`)
  known(part, PART_FIELDS[type], `${path}.`)
  if (type === 'text') must(typeof part.text === 'string', `Missing required parameter: '${path}.text'.`)
  if (type !== 'image_url') return
  must(isObject(part.image_url), `Invalid type for '${path}.image_url': expected an object.`)
  known(part.image_url, ['url', 'detail'], `${path}.image_url.`)
  const { url, detail } = part.image_url
  must(typeof url === 'string', `Missing required parameter: '${path}.image_url.url'.`)
  must(DETAILS.includes(detail), `Invalid value: '${String(detail)}'. Supported values are: 'auto', 'low', 'high' and 'original'.`)
  checkImageUrl(url, `${path}.image_url.url`)
}

function known(value: Value, fields: readonly string[] | undefined, path: string): void {
  const stranger = fields && Object.keys(value).find((key) => !fields.includes(key))
  must(stranger === undefined, `Unknown parameter: '${path}${stranger}'.`)
}

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}
