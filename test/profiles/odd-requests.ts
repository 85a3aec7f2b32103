import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { FormatId } from '../../src/index.ts'
import type { ParameterRange } from '../../src/profiles/profile.ts'

const PNG = readFileSync('fixtures/images/red.png').toString('base64')
const DATA_URL = `data:image/png;base64,${PNG}`
const WEB_URL = 'https://images.example.org/a.png'

type Json = Record<string, unknown> | unknown[]

/** Whatever a field may be set to, wherever it is: right in one place and wrong in another. */
const VALUES: readonly unknown[] = [
  null, true, 0, 1, -1, 1.5, 200_000, '', 'x', [], {}, [''], [{}], { type: 'text', text: '' }, { type: 'text', text: 'x' },
  'user', 'assistant', 'system', 'tool', 'developer', 'function', 'bot', 'text', 'image', 'image_url', 'thinking', 'tool_result',
  'image/png', 'image/jpeg', 'image/bmp', 'image/jpg', 'IMAGE/PNG', 'image/png; q=1', 'image/tiff', 'base64', 'url', 'file',
  PNG, DATA_URL, `${DATA_URL.slice(0, 22)}${DATA_URL}`, DATA_URL.toUpperCase().slice(0, 22) + PNG, 'data:image/png;base64,', 'data:;base64,iVBO',
  'data: ;base64,iVBO', 'data:image/png,iVBO', 'data:image/png;q=1;base64,iVBO', 'data:base64,iVBO', WEB_URL, 'HTTP://images.example.org/a.png',
  'ftp://images.example.org/a.png', '/a.png', 'images.example.org', ` ${WEB_URL}`, 'low', 'huge', 'enabled', 'adaptive', 'none', 'auto',
  'low-latency', 'json_schema', { type: 'ephemeral' }, 'ephemeral', 'x'.repeat(2000),
]

/** Names of fields that are known in some place, and of one that is known nowhere. */
const NAMES: readonly string[] = [
  'foo', 'system', 'cache_control', 'detail', 'media_type', 'mediaType', 'imageUrl', 'url', 'type', 'role', 'content', 'name', 'text', 'n',
  'fps', 'max_tokens', 'max_completion_tokens', 'thinking', 'top_k', 'stop', 'metadata', 'temperature', 'file', 'reasoning_content', 'citations',
  'transformations', 'output_config', 'user_location', 'limit', 'strict', '__proto__', 'constructor',
]

const image = { type: 'image_url', image_url: { url: DATA_URL, detail: 'low' } }
const block = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }
const text = { type: 'text', text: 'What is this?' }

const SEEDS: Readonly<Record<FormatId, readonly Json[]>> = {
  'openai-chat': [
    { model: 'm', messages: [{ role: 'user', content: [image, text] }] },
    {
      model: 'm',
      max_completion_tokens: 50,
      temperature: 1,
      messages: [
        { role: 'system', content: [text] },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: WEB_URL } }, text] },
        { role: 'assistant', content: null, tool_calls: [{ type: 'function', id: 'a', function: { name: 'f', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'a', content: [text] },
        { role: 'assistant', content: [text] },
        { role: 'user', content: 'Go on.' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { any: 1 } } }, { type: 'web_search' }],
      response_format: { type: 'json_object' },
    },
  ],
  'anthropic-messages': [
    { model: 'm', max_tokens: 50, messages: [{ role: 'user', content: [block, text] }] },
    {
      model: 'm',
      max_tokens: 5000,
      system: [text],
      thinking: { type: 'enabled', budget_tokens: 1024 },
      messages: [
        { role: 'user', content: [{ type: 'image', source: { type: 'url', url: WEB_URL } }, text] },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'x' }, { type: 'tool_use', id: 'a', name: 'f', input: { any: 1 } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [text, block] }] },
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'document', source: { type: 'content', content: [text, block] } }, text] },
      ],
      tools: [{ name: 'f', input_schema: {} }],
    },
    { model: 'm', max_tokens: 50, messages: [{ role: 'assistant', content: [{ type: 'document', source: { type: 'content', content: [block] } }] }] },
  ],
}

type Edit = (holder: Json, key: string) => void

/** Changes one property or element of some object or array. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constant<Edit>((holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  }),
  fc.constantFrom(...VALUES).map((value): Edit => (holder, key) => define(holder, key, value)),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)).map(([name, value]): Edit => (holder) => {
    if (Array.isArray(holder)) holder.push(structuredClone(value))
    else define(holder, name, value)
  }),
  fc.constantFrom(image, block, text).map((part): Edit => (holder) => {
    if (Array.isArray(holder)) holder.push(structuredClone(part))
    else if ('role' in holder) define(holder, 'content', [part])
  }),
  fc.constantFrom('user', 'assistant', 'system', 'tool').map((role): Edit => (holder) => {
    if ('role' in holder) holder['role'] = role
  }),
  fc.constant<Edit>((holder) => {
    if (Array.isArray(holder)) holder.reverse()
  }),
)

/** A value at, just below or just above an end of a range, and one within or without a list. */
function around({ min, max, values, maxItems }: ParameterRange): unknown[] {
  const numbers = [min, max].flatMap((end) => (end === undefined ? [] : [end - 1, end - 0.0001, end, end + 0.0001, end + 1]))
  const lists = maxItems === undefined ? [] : [maxItems - 1, maxItems, maxItems + 1].map((length) => Array.from({ length }, () => ({ name: 'x' })))
  return [...numbers, ...(values ?? []), ...lists, ...lists.map((list) => list.map(() => 'x')), 'odd', null, 1024]
}

/** A request of the format with up to three things changed, anywhere in it, and up to one parameter around its range. */
export function oddRequests(format: FormatId, parameters: Readonly<Record<string, ParameterRange>>): fc.Arbitrary<unknown> {
  const ranges = Object.entries(parameters).flatMap(([path, range]) => around(range).map((value) => ({ path, value })))
  return fc
    .record({
      seed: fc.constantFrom(...SEEDS[format]),
      edits: fc.array(fc.tuple(fc.nat(), edit), { maxLength: 3 }),
      parameter: fc.option(fc.constantFrom(...ranges, { path: 'foo', value: 1 })),
    })
    .map(({ seed, edits, parameter }) => {
      const body = structuredClone(seed)
      if (parameter !== null) setAt(body, parameter.path.split('.'), parameter.value)
      for (const [at, change] of edits) {
        const places = placesIn(body)
        const place = places[at % places.length]
        if (place !== undefined) change(...place)
      }
      return JSON.parse(JSON.stringify(body)) as unknown
    })
}

/** Each property and element in `json`, as its holder and key. */
function placesIn(json: unknown): (readonly [holder: Json, key: string])[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) => [[json as Json, key] as const, ...placesIn(value)])
}

function setAt(holder: Json, [step, ...rest]: readonly string[], value: unknown): void {
  const name = step!.replace(/\[\]$/, '')
  const inList = step!.endsWith('[]')
  const held = (holder as Record<string, unknown>)[name]
  if (rest.length === 0) define(holder, name, inList ? [value] : value)
  else if (inList) for (const element of Array.isArray(held) ? held : []) setAt(element as Json, rest, value)
  else if (typeof held === 'object' && held !== null) setAt(held as Json, rest, value)
  else setAt(define(holder, name, {}) as Json, rest, value)
}

function define(holder: Json, key: string, value: unknown): unknown {
  const copy = structuredClone(value)
  Object.defineProperty(holder, key, { value: copy, configurable: true, enumerable: true, writable: true })
  return copy
}
