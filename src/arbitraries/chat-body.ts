import type { Conversation, Exchange, Picture } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { encodedImage } from './images.ts'

type Value = Readonly<Record<string, unknown>>

/** Writes a conversation as a body of Chat Completions that `dialect` takes. */
export function chatBody({ system, turns, limit, stream, choice }: Conversation, dialect: Dialect): Value {
  const { models, reasons, samples } = dialect
  const calls = turns.some(({ call }) => call !== undefined)
  return {
    model: models[choice % models.length],
    messages: [
      ...(system === undefined ? [] : [{ role: choice % 3 === 0 ? 'developer' : 'system', content: choice % 2 === 0 ? system : [{ type: 'text', text: system }] }]),
      ...turns.flatMap((turn, index) => [...question(turn, index, dialect), ...(index < turns.length - 1 ? [{ role: 'assistant', content: turn.answer }] : [])]),
    ],
    ...(choice % 8 < 7 && { max_completion_tokens: limit }),
    ...(stream !== undefined && { stream }),
    ...(calls && { tools: [TOOL] }),
    ...(calls && choice % 5 === 0 && { tool_choice: 'auto' }),
    ...(samples && choice % 4 === 1 && { temperature: 0.5, top_p: 0.9 }),
    ...(choice % 8 === 2 && { stop: ['END'] }),
    ...(reasons && choice % 4 === 3 && { thinking: { type: choice % 8 === 3 ? 'disabled' : 'enabled' } }),
  }
}

const TOOL = { type: 'function', function: { name: 'draw', description: 'Draws a picture.', parameters: { type: 'object', properties: { what: { type: 'string' } } } } }

function question({ pictures, text, call }: Exchange, index: number, dialect: Dialect): Value[] {
  const content = pictures.length === 0 ? text : [...pictures.map((picture) => part(picture, dialect)), { type: 'text', text }]
  const ask = { role: 'user', content }
  if (call === undefined) return [ask]
  const id = `call_${index}`
  return [
    ask,
    {
      role: 'assistant',
      content: index % 2 === 0 ? '' : null,
      ...(dialect.reasons && { reasoning_content: 'I draw it.' }),
      tool_calls: [{ id, type: 'function', function: { name: 'draw', arguments: '{"what":"a disc"}' } }],
    },
    { role: 'tool', tool_call_id: id, content: call.text },
    // Pictures that a tool returns go into a message of the user: many take none in that of the tool.
    ...(call.pictures.length === 0 ? [] : [{ role: 'user', content: [...call.pictures.map((picture) => part(picture, dialect)), { type: 'text', text: 'The result.' }] }]),
  ]
}

function part({ number, recipe }: Picture, { details }: Dialect): Value {
  const url = recipe === undefined ? `https://example.com/${number}.png` : `data:${recipe.mediaType};base64,${encodedImage(recipe, number)}`
  const detail = number % 2 === 1 ? details[(number >> 1) % details.length] : undefined
  return { type: 'image_url', image_url: { url, ...(detail !== undefined && { detail }) } }
}
