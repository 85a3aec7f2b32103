import type { SchemaFault } from '../../src/schema/index.ts'
import { chatBody, chatMessage, userBlocks } from './requests.ts'

/** A request with one thing wrong, most of them, and the faults that say so. */
export interface FaultCase {
  readonly title: string
  readonly body: unknown
  readonly faults: readonly SchemaFault[]
}

const partTypes = ['text', 'image_url', 'input_audio', 'file', 'video_url']
const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
const source = { type: 'url', url: 'https://example.com/a.png' }

export const chatCases: readonly FaultCase[] = [
  {
    title: 'an empty body lacks what is required',
    body: {},
    faults: [
      { kind: 'required', pointer: '', name: 'messages' },
      { kind: 'required', pointer: '', name: 'model' },
    ],
  },
  {
    title: 'a body that is no object',
    body: [chatBody({})],
    faults: [{ kind: 'type', pointer: '', expected: ['object'], actual: 'array' }],
  },
  {
    title: 'a part type of the other format',
    body: chatMessage('user', [{ type: 'image', source }]),
    faults: [{ kind: 'enum', pointer: '/messages/0/content/0/type', value: '"image"', allowed: partTypes }],
  },
  {
    title: 'a part without type',
    body: chatMessage('user', [{ image_url: { url: '' } }]),
    faults: [{ kind: 'required', pointer: '/messages/0/content/0', name: 'type' }],
  },
  {
    title: 'a part type that is no string',
    body: chatMessage('user', [{ type: ['text'], text: '' }]),
    faults: [{ kind: 'enum', pointer: '/messages/0/content/0/type', value: '[…]', allowed: partTypes }],
  },
  {
    title: 'a plain string among the parts',
    body: chatMessage('user', ['What is this?', image]),
    faults: [{ kind: 'type', pointer: '/messages/0/content/0', expected: ['object'], actual: 'string' }],
  },
  {
    title: 'a bare string as image_url',
    body: chatMessage('user', [{ type: 'image_url', image_url: 'https://example.com/a.png' }]),
    faults: [{ kind: 'type', pointer: '/messages/0/content/0/image_url', expected: ['object'], actual: 'string' }],
  },
  {
    title: 'null as url',
    body: chatMessage('user', [{ type: 'image_url', image_url: { url: null } }]),
    faults: [{ kind: 'type', pointer: '/messages/0/content/0/image_url/url', expected: ['string'], actual: 'null' }],
  },
  {
    title: 'an image_url without url',
    body: chatMessage('user', [{ type: 'image_url', image_url: { detail: 'low' } }]),
    faults: [{ kind: 'required', pointer: '/messages/0/content/0/image_url', name: 'url' }],
  },
  {
    title: 'an image in a system message',
    body: chatMessage('system', [image]),
    faults: [{ kind: 'enum', pointer: '/messages/0/content/0/type', value: '"image_url"', allowed: ['text'] }],
  },
  {
    title: 'an unknown role',
    body: chatMessage('bot', 5),
    faults: [
      {
        kind: 'enum',
        pointer: '/messages/0/role',
        value: '"bot"',
        allowed: ['developer', 'system', 'user', 'assistant', 'tool', 'function'],
      },
    ],
  },
  {
    title: 'content that is neither text nor parts',
    body: chatMessage('user', null),
    faults: [{ kind: 'type', pointer: '/messages/0/content', expected: ['string', 'array'], actual: 'null' }],
  },
  {
    title: 'an assistant message that says and calls nothing',
    body: chatBody({ messages: [{ role: 'assistant' }] }),
    faults: [{ kind: 'required', pointer: '/messages/0', name: 'content' }],
  },
  {
    title: 'a tool message without tool_call_id',
    body: chatMessage('tool', 'sunny'),
    faults: [{ kind: 'required', pointer: '/messages/0', name: 'tool_call_id' }],
  },
  {
    title: 'a tool_choice that is neither text nor object',
    body: chatBody({ tool_choice: 5 }),
    faults: [{ kind: 'type', pointer: '/tool_choice', expected: ['string', 'object'], actual: 'number' }],
  },
  {
    title: 'a tool_choice of an unknown type',
    body: chatBody({ tool_choice: { type: 'tool', name: 'x' } }),
    faults: [
      { kind: 'enum', pointer: '/tool_choice/type', value: '"tool"', allowed: ['function', 'custom', 'allowed_tools'] },
    ],
  },
  {
    title: 'a tool_choice whose function has no name',
    body: chatBody({ tool_choice: { type: 'function', function: {} } }),
    faults: [{ kind: 'required', pointer: '/tool_choice/function', name: 'name' }],
  },
  {
    title: 'a tool_choice with several items of the wrong type',
    body: chatBody({ tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [1, {}, 'x'] } } }),
    faults: [
      { kind: 'type', pointer: '/tool_choice/allowed_tools/tools/0', expected: ['object'], actual: 'number' },
      { kind: 'type', pointer: '/tool_choice/allowed_tools/tools/2', expected: ['object'], actual: 'string' },
    ],
  },
  {
    title: 'a tool of the other format',
    body: chatBody({ tools: [{ name: 'x', input_schema: {} }] }),
    faults: [{ kind: 'required', pointer: '/tools/0', name: 'type' }],
  },
  {
    title: 'a fraction where a count is expected',
    body: chatBody({ max_completion_tokens: 1.5 }),
    faults: [{ kind: 'type', pointer: '/max_completion_tokens', expected: ['integer', 'null'], actual: 'number' }],
  },
  {
    title: 'a fixed tag with another value, whatever else is missing beside it',
    body: chatBody({ prediction: { type: 'text' } }),
    faults: [{ kind: 'enum', pointer: '/prediction/type', value: '"text"', allowed: ['content'] }],
  },
  {
    title: 'a map with a value of the wrong type',
    body: chatBody({ metadata: { 'a/b~c': 1 } }),
    faults: [{ kind: 'type', pointer: '/metadata/a~1b~0c', expected: ['string'], actual: 'number' }],
  },
]

export const messagesCases: readonly FaultCase[] = [
  {
    title: 'a body without messages',
    body: { model: 'any-model' },
    faults: [{ kind: 'required', pointer: '', name: 'messages' }],
  },
  {
    title: 'a base64 source without media_type',
    body: userBlocks({ type: 'image', source: { type: 'base64', data: 'iVBORw0KGgo=' } }),
    faults: [{ kind: 'required', pointer: '/messages/0/content/0/source', name: 'media_type' }],
  },
  {
    title: 'a source of an unknown type',
    body: userBlocks({ type: 'image', source: { ...source, type: 'image_url' } }),
    faults: [
      {
        kind: 'enum',
        pointer: '/messages/0/content/0/source/type',
        value: '"image_url"',
        allowed: ['base64', 'url', 'file'],
      },
    ],
  },
  {
    title: 'a part of the other format in a tool result',
    body: userBlocks({ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: '' }, image] }),
    faults: [
      {
        kind: 'enum',
        pointer: '/messages/0/content/0/content/1/type',
        value: '"image_url"',
        allowed: ['text', 'image', 'document', 'search_result', 'tool_reference', 'browser_state'],
      },
    ],
  },
  {
    title: 'an image without source in a tool result',
    body: userBlocks({ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'image' }] }),
    faults: [{ kind: 'required', pointer: '/messages/0/content/0/content/0', name: 'source' }],
  },
  {
    title: 'an object as the content of a tool result',
    body: userBlocks({ type: 'tool_result', tool_use_id: 'x', content: { type: 'image', source } }),
    faults: [
      { kind: 'type', pointer: '/messages/0/content/0/content', expected: ['string', 'array'], actual: 'object' },
    ],
  },
  {
    title: 'an image in the system prompt',
    body: { messages: [], system: [{ type: 'image', source }] },
    faults: [{ kind: 'enum', pointer: '/system/0/type', value: '"image"', allowed: ['text'] }],
  },
  {
    title: 'strings in the system prompt',
    body: { messages: [], system: ['Be brief.'] },
    faults: [{ kind: 'type', pointer: '/system/0', expected: ['object'], actual: 'string' }],
  },
  {
    title: 'a tool_choice of the other format',
    body: { messages: [], tool_choice: 'auto' },
    faults: [{ kind: 'type', pointer: '/tool_choice', expected: ['object'], actual: 'string' }],
  },
  {
    title: 'a tool_choice that names no tool',
    body: { messages: [], tool_choice: { type: 'tool' } },
    faults: [{ kind: 'required', pointer: '/tool_choice', name: 'name' }],
  },
  {
    title: 'a custom tool without input_schema',
    body: {
      messages: [],
      tools: [{ name: 'x' }, { type: 'custom', name: 'y' }, { type: 'bash_20250124', name: 'bash' }],
    },
    faults: [
      { kind: 'required', pointer: '/tools/0', name: 'input_schema' },
      { kind: 'required', pointer: '/tools/1', name: 'input_schema' },
    ],
  },
  {
    title: 'a cache_control of another type',
    body: userBlocks({ type: 'image', source, cache_control: { type: 'persistent' } }),
    faults: [
      {
        kind: 'enum',
        pointer: '/messages/0/content/0/cache_control/type',
        value: '"persistent"',
        allowed: ['ephemeral'],
      },
    ],
  },
  {
    title: 'an output format that is neither object nor null',
    body: { messages: [], output_config: { format: 'json' } },
    faults: [{ kind: 'type', pointer: '/output_config/format', expected: ['object', 'null'], actual: 'string' }],
  },
  {
    title: 'a system message with nothing in it',
    body: { messages: [{ role: 'system' }] },
    faults: [{ kind: 'required', pointer: '/messages/0', name: 'content' }],
  },
  {
    title: 'several broken places, sorted by pointer',
    body: userBlocks({ type: 'text' }, { type: 'image', source: null }, {}),
    faults: [
      { kind: 'required', pointer: '/messages/0/content/0', name: 'text' },
      { kind: 'type', pointer: '/messages/0/content/1/source', expected: ['object'], actual: 'null' },
      { kind: 'required', pointer: '/messages/0/content/2', name: 'type' },
    ],
  },
]
