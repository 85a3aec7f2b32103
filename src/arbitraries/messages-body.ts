import type { Conversation, Exchange, Picture } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { encodedImage } from './images.ts'

type Value = Readonly<Record<string, unknown>>

const MARKER = { cache_control: { type: 'ephemeral' } }

/** Writes a conversation as a body of Messages that `dialect` takes. */
export function messagesBody({ system, turns, limit, stream, choice }: Conversation, dialect: Dialect): Value {
  const { models, reasons, samples, caches, formatProfile } = dialect
  const calls = turns.some(({ call }) => call !== undefined)
  const thinks = formatProfile.budgetBelowMaxTokens === true && choice % 4 === 3
  return {
    model: models[choice % models.length],
    max_tokens: thinks ? limit + 1024 : limit,
    ...(system !== undefined && { system: choice % 2 === 0 ? system : [{ type: 'text', text: system, ...(caches && choice % 3 === 0 && MARKER) }] }),
    messages: turns.flatMap((turn, index) => [
      ...question(turn, index, dialect),
      ...(index < turns.length - 1 ? [{ role: 'assistant', content: index % 2 === 0 ? turn.answer : [{ type: 'text', text: turn.answer }] }] : []),
    ]),
    ...(stream !== undefined && { stream }),
    ...(calls && { tools: [TOOL] }),
    ...(calls && choice % 5 === 0 && { tool_choice: { type: 'auto' } }),
    ...(samples && choice % 4 === 1 && { temperature: 0.5, top_p: 0.9 }),
    ...(choice % 8 === 2 && { stop_sequences: ['END'] }),
    ...(thinks && { thinking: { type: 'enabled', budget_tokens: 1024 } }),
    ...(reasons && choice % 4 === 3 && { thinking: { type: choice % 8 === 3 ? 'disabled' : 'enabled' } }),
  }
}

const TOOL = { name: 'draw', description: 'Draws a picture.', input_schema: { type: 'object', properties: { what: { type: 'string' } } } }

function question({ pictures, text, call }: Exchange, index: number, dialect: Dialect): Value[] {
  const content = pictures.length === 0 ? text : [...pictures.map((picture) => block(picture, dialect.caches)), { type: 'text', text }]
  const ask = { role: 'user', content }
  if (call === undefined) return [ask]
  const id = `toolu_${index}`
  const returned = [...call.pictures.map((picture) => block(picture, false)), { type: 'text', text: call.text }]
  return [
    ask,
    {
      role: 'assistant',
      content: [
        ...(dialect.reasons ? [{ type: 'thinking', thinking: 'I draw it.', signature: '' }] : []),
        { type: 'tool_use', id, name: 'draw', input: { what: 'a disc' } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: call.pictures.length === 0 ? call.text : returned }] },
  ]
}

function block({ number, recipe }: Picture, mayCache: boolean): Value {
  const source =
    recipe === undefined
      ? { type: 'url', url: `https://example.com/${number}.png` }
      : { type: 'base64', media_type: recipe.mediaType, data: encodedImage(recipe, number) }
  return { type: 'image', source, ...(mayCache && number % 8 === 7 && MARKER) }
}
