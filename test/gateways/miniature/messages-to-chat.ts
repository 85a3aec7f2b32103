import { isPicture } from './picture.ts'
import { must } from './rejection.ts'
import { defined, isObject, objectOf, objectsOf, textOf, type Value } from './value.ts'

/** What a tool message says where its result is nothing but pictures, which Chat Completions takes from users only. */
const SEE_BELOW = 'See the following message.'

const TOOL_CHOICES: Readonly<Record<string, string>> = { auto: 'auto', any: 'required', none: 'none' }

/** A request of Messages as one of Chat Completions. What that has no word for, such as `cache_control` and `top_k`, is left out. */
export function messagesToChat(body: Value): Value {
  const choice = isObject(body.tool_choice) ? body.tool_choice : undefined
  return defined({
    model: body.model,
    messages: [
      ...(body.system === undefined ? [] : [{ role: 'system', content: contentOf(body.system) }]),
      ...objectsOf(body.messages).flatMap(messagesOf),
    ],
    max_completion_tokens: body.max_tokens,
    temperature: body.temperature,
    top_p: body.top_p,
    stop: body.stop_sequences,
    tools: body.tools && objectsOf(body.tools).map(toolOf),
    tool_choice: choice && (choice.type === 'tool' ? { type: 'function', function: { name: choice.name } } : TOOL_CHOICES[textOf(choice.type)]),
    parallel_tool_calls: choice?.disable_parallel_tool_use === true ? false : undefined,
    user: objectOf(body.metadata).user_id ?? undefined,
    stream: body.stream,
    // A stream of Messages tells the usage, asked or not.
    stream_options: body.stream === true ? { include_usage: true } : undefined,
  })
}

function messagesOf({ role, content }: Value): Value[] {
  if (typeof content === 'string') return [{ role, content }]
  return role === 'assistant' ? [answerOf(objectsOf(content))] : turnOf(role, objectsOf(content))
}

/** Results first, each in a message of its own; then what the user sees: their pictures, and what else the turn holds. */
function turnOf(role: unknown, blocks: readonly Value[]): Value[] {
  const results = blocks.filter(({ type }) => type === 'tool_result')
  const pictures = results.flatMap(({ content }) => objectsOf(content).filter(isPicture))
  const seen = [...pictures, ...blocks.filter(({ type }) => type !== 'tool_result')]
  return [...results.map(resultOf), ...(seen.length === 0 ? [] : [{ role, content: seen.map(partOf) }])]
}

function resultOf({ tool_use_id: id, content = '' }: Value): Value {
  const others = objectsOf(content).filter((block) => !isPicture(block))
  const text = typeof content === 'string' ? content : others.length === 0 ? SEE_BELOW : others.map(partOf)
  return { role: 'tool', tool_call_id: id, content: text }
}

/** What the model thought stays behind: only the vendor that signed it can read it. */
function answerOf(blocks: readonly Value[]): Value {
  const calls = blocks.filter(({ type }) => type === 'tool_use').map(callOf)
  const text = blocks.filter(({ type }) => !['tool_use', 'thinking', 'redacted_thinking'].includes(textOf(type))).map(partOf)
  return { role: 'assistant', content: text.length > 0 ? text : calls.length > 0 ? null : '', ...(calls.length > 0 && { tool_calls: calls }) }
}

function callOf({ id, name, input }: Value): Value {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } }
}

function contentOf(content: unknown): unknown {
  return typeof content === 'string' ? content : objectsOf(content).map(partOf)
}

function partOf(block: Value): Value {
  if (block.type === 'text') return { type: 'text', text: block.text }
  must(block.type === 'image', `A block of type '${String(block.type)}' cannot be converted for this model.`)
  return { type: 'image_url', image_url: { url: urlOf(objectOf(block.source)) } }
}

function urlOf(source: Value): string {
  must(source.type !== 'file', 'A picture by file_id cannot be converted for this model.')
  return source.type === 'url' ? textOf(source.url) : `data:${textOf(source.media_type)};base64,${textOf(source.data)}`
}

function toolOf(tool: Value): Value {
  must(isObject(tool.input_schema), `A tool of type '${String(tool.type)}' cannot be converted for this model.`)
  const { name, description, input_schema: parameters, strict } = tool
  return { type: 'function', function: defined({ name, description, parameters, strict }) }
}
