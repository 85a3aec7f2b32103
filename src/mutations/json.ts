import { FORMATS, otherFormat } from '../formats/detect.ts'
import { DecodingLog } from '../formats/decoding-log.ts'
import { isOwnImage, onPart, withText } from './edit.ts'
import type { JsonObject, Mutation } from './mutation.ts'

/** What no longer is JSON, or no longer a request of its format. */
export const JSON_MUTATIONS: readonly Mutation[] = [
  { name: 'cut-off-text', triggers: 'json/syntax', mutate: ({ body, pick }) => cutOff(JSON.stringify(body), pick) },
  { name: 'drop-a-comma', triggers: 'json/syntax', mutate: ({ body }) => JSON.stringify(body, null, 1).replace(',\n', '\n') },
  { name: 'add-a-comma', triggers: 'json/syntax', mutate: ({ body }) => JSON.stringify(body).replace(/\}$/, ',}') },
  { name: 'repeat-a-key', triggers: 'json/duplicate-key', mutate: ({ body }) => repeatFirstKey(body) },
  { name: 'halve-a-character', triggers: 'json/lone-surrogate', mutate: ({ body }) => withText(body, 'Well \ud83d') },
  { name: 'mark-the-byte-order', triggers: 'json/byte-order-mark', mutate: ({ body }) => `\ufeff${JSON.stringify(body)}` },
  {
    name: 'misspell-messages',
    triggers: 'not-a-request/unrecognised',
    mutate: ({ body: { messages, ...rest } }) => ({ ...rest, mesages: messages }),
  },
  {
    name: 'write-the-other-format',
    triggers: 'wrong-format/body',
    // No profile takes the other one under the name of this one; those that take both recognise it by what only it has.
    mutate: ({ body, format }) => {
      const other = otherFormat(FORMATS[format])
      const request = FORMATS[format].decode(body, new DecodingLog(), { detail: false })
      return { ...other.encode(request), ...(other.id === 'openai-chat' ? { n: 1, stop: null } : { stop_sequences: [], top_k: 1 }) }
    },
  },
  {
    name: 'write-a-part-of-the-other-format',
    triggers: 'wrong-format/part',
    mutate: onPart(isOwnImage, (_, { format }) =>
      format === 'openai-chat'
        ? { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }
        : { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
    ),
  },
  {
    name: 'write-a-part-of-the-responses-api',
    triggers: 'wrong-format/part',
    mutate: onPart(isOwnImage, () => ({ type: 'input_image', image_url: 'https://example.com/a.png' })),
  },
  {
    name: 'say-nothing-of-the-format',
    triggers: 'wrong-format/ambiguous',
    formatUntold: true,
    applies: ({ formats }) => Object.keys(formats).length > 1,
    mutate: ({ body }) => ({ model: body['model'], max_tokens: 1, messages: [{ role: 'user', content: 'Hi.' }] }),
  },
]

function cutOff(text: string, pick: number): string {
  return text.slice(0, 1 + (pick % (text.length - 1)))
}

function repeatFirstKey(body: JsonObject): string {
  const [key, value] = Object.entries(body)[0]!
  return `{${JSON.stringify(key)}:${JSON.stringify(value)},${JSON.stringify(body).slice(1)}`
}

