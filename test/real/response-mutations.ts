import { valueAt } from '../../src/core/pointer.ts'
import type { RecordedResponse } from './recorded-responses.ts'

/** One fault that is put into a whole answer. */
export interface Mutation {
  readonly fault: string
  /** The one message that is to catch it. */
  readonly id: string
  /** The faulty copies of this answer; none where it has nothing that could be broken like this. */
  readonly apply: (body: Json, response: RecordedResponse) => readonly Json[]
}

export type Json = Record<string, unknown>

const CHAT_KEYS = ['', '/choices/0', '/choices/0/message'] as const

/** The keys that are always there, by the place of their object; those of the second list only with the vendor itself. */
const REQUIRED: Readonly<Record<string, readonly (readonly [holder: string, keys: readonly string[], vendorKeys: readonly string[]])[]>> = {
  'openai-chat': [
    [CHAT_KEYS[0], ['id', 'model', 'choices'], ['object', 'created', 'usage']],
    [CHAT_KEYS[1], ['index', 'message'], ['finish_reason']],
    [CHAT_KEYS[2], ['role'], ['content']],
    ['/choices/0/message/tool_calls/0', ['id'], []],
    ['/choices/0/message/tool_calls/0/function', ['name', 'arguments'], []],
  ],
  'anthropic-messages': [
    ['', ['id', 'type', 'role', 'model', 'content', 'stop_reason', 'usage'], ['stop_sequence']],
    ['/usage', ['input_tokens', 'output_tokens'], []],
    ['/content/0', ['type'], []],
  ],
}

const COUNTS = ['/usage/prompt_tokens', '/usage/completion_tokens', '/usage/input_tokens', '/usage/output_tokens']

/** The faults of answers that came as a whole. */
export const MUTATIONS: readonly Mutation[] = [
  {
    fault: 'a required key is dropped',
    id: 'response-schema/required',
    apply: (body, { format, profile }) =>
      REQUIRED[format]!.flatMap(([holder, keys, vendorKeys]) =>
        [...keys, ...(profile === 'openai-compatible' ? [] : vendorKeys)].flatMap((key) => changed(body, `${holder}/${key}`, undefined)),
      ),
  },
  {
    fault: 'a value has the wrong type',
    id: 'response-schema/type',
    apply: (body) => [
      ...['/id', '/model', '/content/0/text', '/choices/0/index', '/choices/0/finish_reason', '/stop_reason', ...COUNTS].flatMap((at) => changed(body, at, { wrong: true })),
      ...['/choices', '/content', '/usage'].flatMap((at) => changed(body, at, 7)),
      ...changed(body, '/choices/0/message/content', 7),
    ],
  },
  {
    fault: 'it says that it is something else',
    id: 'response-schema/enum',
    apply: (body) => [
      ...changed(body, '/object', 'chat_completion'),
      ...changed(body, '/type', 'completion'),
      ...changed(body, '/role', 'user'),
      ...changed(body, '/choices/0/message/role', 'user'),
    ],
  },
  { fault: 'the total is off by one', id: 'usage/sum', apply: (body) => [1, -1].flatMap((by) => added(body, '/usage/total_tokens', by)) },
  { fault: 'a count is negative', id: 'usage/negative', apply: (body) => COUNTS.flatMap((at) => changed(body, at, -1)) },
  { fault: 'a count is a fraction', id: 'usage/fraction', apply: (body) => COUNTS.flatMap((at) => changed(body, at, 1.5)) },
  {
    fault: 'it ended for a reason that nobody knows',
    id: 'finish-reason/undocumented',
    apply: (body) => ['/choices/0/finish_reason', '/stop_reason'].flatMap((at) => changed(body, at, 'because')),
  },
  {
    fault: 'an error stands in its place',
    id: 'error-envelope/disguised',
    apply: (_, { format }) => [format === 'openai-chat' ? CHAT_ERROR : { type: 'error', ...CHAT_ERROR }],
  },
]

const CHAT_ERROR = { error: { message: 'The server is overloaded.', type: 'server_error', param: null, code: null } }

/** A copy with another value, or without it, at `pointer`; none where nothing stands there. */
function changed(body: Json, pointer: string, value: unknown): Json[] {
  if (valueAt(body, pointer) === undefined) return []
  const copy = structuredClone(body)
  const at = pointer.lastIndexOf('/')
  const holder = valueAt(copy, pointer.slice(0, at)) as Json
  if (value === undefined) delete holder[pointer.slice(at + 1)]
  else holder[pointer.slice(at + 1)] = value
  return [copy]
}

function added(body: Json, pointer: string, by: number): Json[] {
  const number = valueAt(body, pointer)
  return typeof number === 'number' ? changed(body, pointer, number + by) : []
}
