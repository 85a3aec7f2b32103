import { dataUrlOf, plainMediaType } from './picture.ts'
import { must } from './rejection.ts'
import { defined, isObject, numberOf, objectOf, objectsOf, textOf, type Value } from './value.ts'

/** Messages demands a limit; this is what a caller who gave none gets. */
const DEFAULT_MAX_TOKENS = 4096

/** A request of Chat Completions as one of Messages. What Messages has no word for, such as `detail` and `seed`, is left out. */
export function chatToMessages(body: Value): Value {
  const messages = objectsOf(body.messages)
  const stop = body.stop ?? undefined
  const temperature = body.temperature ?? undefined
  return defined({
    model: body.model,
    max_tokens: body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_MAX_TOKENS,
    system: systemOf(messages.filter(isSystem)),
    messages: turnsOf(messages.filter((message) => !isSystem(message))),
    tools: body.tools && objectsOf(body.tools).map(toolOf),
    tool_choice: toolChoiceOf(body),
    // It ends at 1 here, and at 2 there.
    temperature: temperature === undefined ? undefined : Math.min(numberOf(temperature), 1),
    top_p: body.top_p ?? undefined,
    stop_sequences: typeof stop === 'string' ? [stop] : stop,
    metadata: body.user === undefined ? undefined : { user_id: body.user },
    stream: body.stream ?? undefined,
  })
}

function isSystem({ role }: Value): boolean {
  return role === 'system' || role === 'developer'
}

function systemOf(messages: readonly Value[]): unknown {
  if (messages.length === 0) return undefined
  if (messages.length === 1 && typeof messages[0]!.content === 'string') return messages[0]!.content
  return messages.flatMap(({ content }) => blocksOf(content))
}

/** The results of one turn's calls go into one user turn. */
function turnsOf(messages: readonly Value[]): Value[] {
  const turns: { role: string; content: unknown }[] = []
  let results: Value[] | undefined
  for (const message of messages) {
    if (message.role === 'tool') {
      if (results === undefined) turns.push({ role: 'user', content: (results = []) })
      results.push({ type: 'tool_result', tool_use_id: message.tool_call_id, content: contentOf(message.content) })
    } else {
      results = undefined
      must(message.role !== 'function', 'Messages of the deprecated role "function" cannot be converted: use tools.')
      turns.push({ role: String(message.role), content: message.role === 'assistant' ? answerOf(message) : contentOf(message.content) })
    }
  }
  return turns
}

function answerOf(message: Value): unknown {
  const calls = objectsOf(message.tool_calls).map(callOf)
  if (calls.length === 0) return contentOf(message.content)
  return [...blocksOf(message.content), ...calls]
}

function callOf({ id, function: called }: Value): Value {
  const { name, arguments: input } = objectOf(called)
  return { type: 'tool_use', id, name, input: inputOf(textOf(input)) }
}

function inputOf(text: string): unknown {
  try {
    const input: unknown = text === '' ? {} : JSON.parse(text)
    must(isObject(input), 'The arguments of a tool call are no JSON object.')
    return input
  } catch {
    must(false, 'The arguments of a tool call are no JSON object.')
  }
}

function contentOf(content: unknown): unknown {
  return typeof content === 'string' ? content : blocksOf(content)
}

/** Text that is empty has no place in Messages. */
function blocksOf(content: unknown): Value[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }]
  return objectsOf(content).map(blockOf).filter(({ type, text }) => type !== 'text' || text !== '')
}

function blockOf(part: Value): Value {
  if (part.type === 'text') return { type: 'text', text: part.text }
  if (part.type === 'refusal') return { type: 'text', text: part.refusal }
  must(part.type === 'image_url', `A part of type '${String(part.type)}' cannot be converted for this model.`)
  return { type: 'image', source: sourceOf(textOf(objectOf(part.image_url).url)) }
}

function sourceOf(url: string): Value {
  const parsed = dataUrlOf(url)
  return parsed === undefined ? { type: 'url', url } : { type: 'base64', media_type: plainMediaType(parsed.mediaType), data: parsed.data }
}

function toolOf(tool: Value): Value {
  must(tool.type === 'function', `A tool of type '${String(tool.type)}' cannot be converted for this model.`)
  const { name, description, parameters = { type: 'object', properties: {} } } = objectOf(tool.function)
  return defined({ name, description, input_schema: parameters })
}

function toolChoiceOf({ tool_choice: choice, parallel_tool_calls: parallel, tools }: Value): Value | undefined {
  const single = parallel === false ? { disable_parallel_tool_use: true } : {}
  if (choice === 'none') return { type: 'none' }
  if (choice === 'required') return { type: 'any', ...single }
  if (isObject(choice)) {
    must(choice.type === 'function', `A tool_choice of type '${String(choice.type)}' cannot be converted for this model.`)
    return { type: 'tool', name: objectOf(choice.function).name, ...single }
  }
  return choice === 'auto' || (parallel === false && tools !== undefined) ? { type: 'auto', ...single } : undefined
}
