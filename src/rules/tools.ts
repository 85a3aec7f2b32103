import { asObject, asString, objectsIn } from '../formats/shape.ts'
import type { Format } from '../formats/format.ts'
import { defineRule, type Rule } from './rule.ts'

type Value = Readonly<Record<string, unknown>>

/** A tool call or a tool result: its id, where the id stands, and the index of its message. */
interface ToolEvent {
  readonly id: string
  readonly pointer: string
  readonly message: number
}

export const tools: Rule = defineRule({
  id: 'tools',
  summary: 'Reports two tools of one name, and tool calls and results that do not belong together.',
  messages: {
    'duplicate-name': {
      text: 'Two tools are named "{name}".',
      hint: 'Give each tool a name of its own.',
      sources: ['Xiaomi MiMo: tools contains duplicate names, https://github.com/rikkahub/rikkahub/issues/1170'],
    },
    'orphan-result': {
      text: '{what}',
      hint: '{advice}',
      sources: [
        "OpenAI: An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'",
        'Anthropic: tool_result blocks must answer every tool_use of the previous assistant turn, https://platform.claude.com/docs/en/api/messages',
      ],
    },
  },
  checkRequest({ value, format }, report) {
    const names = new Set<string>()
    for (const [index, tool] of objectsIn(value.tools)) {
      const inner = asObject(tool.function) ?? asObject(tool.custom)
      const name = asString((inner ?? tool).name)
      const pointer = `/tools/${index}${inner === undefined ? '' : tool.function === inner ? '/function' : '/custom'}/name`
      if (name !== '' && names.has(name)) report('duplicate-name', pointer, { name })
      names.add(name)
    }
    const { calls, results } = eventsOf(value, format)
    const runs = runsOfRoles(value.messages)
    const called = new Map(calls.map((call) => [call.id, call.message]))
    const belongs = ({ id, message }: ToolEvent): boolean => {
      const call = called.get(id) ?? Infinity
      // Between a call and its result stand other results only.
      return call < message && runs[message]! <= call + 1
    }
    const answered = new Set(results.filter(belongs).map(({ id }) => id))
    const orphans = results.filter((result) => !belongs(result))
    for (const { id, pointer } of orphans) {
      const what = `The tool result answers "${id}", and no tool call right before it has this id.`
      report('orphan-result', pointer, { what, advice: 'Send the assistant message with the call before it, or drop the result.' })
    }
    // A result that answers no call, or does not say which, may be the one that a call lacks.
    if (orphans.length > 0 || results.length < resultsIn(value, format)) return
    const last = Array.isArray(value.messages) ? value.messages.length - 1 : undefined
    for (const { id, pointer, message } of calls) {
      // Messages that end with a call end with an assistant turn, of which there is a word already.
      if (answered.has(id) || (format.id === 'anthropic-messages' && message === last)) continue
      const what = `The tool call "${id}" has no result.`
      report('orphan-result', pointer, { what, advice: 'Answer every tool call before the conversation goes on.' })
    }
  },
})

/** For each message the index of the first of those of its role that stand together. */
function runsOfRoles(messages: unknown): number[] {
  const starts: number[] = []
  let before: unknown
  for (const [index, message] of (Array.isArray(messages) ? messages : []).entries()) {
    const role = asObject(message)?.role
    starts.push((role === before ? starts.at(-1) : undefined) ?? index)
    before = role
  }
  return starts
}

/** How many results there are, with an id or without. */
function resultsIn(value: Value, format: Format): number {
  const messages = objectsIn(value.messages).filter(([, { role }]) => role === 'tool').length
  return messages + format.contentParts(value).filter(({ type }) => type === 'tool_result').length
}

function eventsOf(value: Value, format: Format): { calls: ToolEvent[]; results: ToolEvent[] } {
  return format.id === 'openai-chat' ? chatEvents(value) : messagesEvents(format.contentParts(value))
}

function chatEvents(value: Value): { calls: ToolEvent[]; results: ToolEvent[] } {
  const messages = objectsIn(value.messages)
  const calls = messages.flatMap(([message, { role, tool_calls: held }]) =>
    role !== 'assistant'
      ? []
      : objectsIn(held).map(([index, call]) => ({
          id: asString(call.id),
          pointer: `/messages/${message}/tool_calls/${index}/id`,
          message,
        })),
  )
  const results = messages.flatMap(([message, { role, tool_call_id: id }]) =>
    role === 'tool' && typeof id === 'string' ? [{ id, pointer: `/messages/${message}/tool_call_id`, message }] : [],
  )
  return { calls, results }
}

function messagesEvents(parts: ReturnType<Format['contentParts']>): { calls: ToolEvent[]; results: ToolEvent[] } {
  const events = (type: string, role: string, key: string): ToolEvent[] =>
    parts
      .filter((part) => part.type === type && part.role === role && typeof part.value[key] === 'string')
      .map(({ value, pointer }) => ({
        id: value[key] as string,
        pointer: `${pointer}/${key}`,
        message: Number(pointer.split('/')[2]),
      }))
  return { calls: events('tool_use', 'assistant', 'id'), results: events('tool_result', 'user', 'tool_use_id') }
}
