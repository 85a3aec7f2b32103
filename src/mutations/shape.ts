import { valueAt } from '../core/pointer.ts'
import { isListed } from '../profiles/models.ts'
import type { FormatProfile, Profile } from '../profiles/profile.ts'
import { edited, firstTurn, isImage, isOwnImage, onPart, partsOf, set, withMessages, withText } from './edit.ts'
import { picked, type JsonObject, type Mutation, type Target } from './mutation.ts'

/** What breaks the shape of the request: fields, types, messages, parameters, the model. */
export const SHAPE_MUTATIONS: readonly Mutation[] = [
  { name: 'drop-the-model', triggers: 'schema/required', applies: asksForAModel, mutate: set('model', undefined) },
  { name: 'drop-a-role', triggers: 'schema/required', mutate: ({ body }) => edited(body, `/messages/${firstTurn(body)}/role`, undefined) },
  { name: 'drop-the-text-of-a-part', triggers: 'schema/required', mutate: onPart(isPlainText, ({ value: { text: _, ...part } }) => part) },
  { name: 'number-for-the-model', triggers: 'schema/type', mutate: set('model', 7) },
  { name: 'text-for-a-boolean', triggers: 'schema/type', mutate: set('stream', 'true') },
  { name: 'number-for-a-text', triggers: 'schema/type', mutate: onPart(isPlainText, ({ value }) => ({ ...value, text: 7 })) },
  { name: 'null-for-content', triggers: 'schema/type', mutate: ({ body }) => edited(body, `/messages/${firstTurn(body)}/content`, null) },
  { name: 'unknown-role', triggers: 'schema/enum', mutate: ({ body }) => edited(body, `/messages/${firstTurn(body)}/role`, 'human') },
  { name: 'unknown-type-of-part', triggers: 'schema/enum', mutate: onPart(isPlainText, ({ value }) => ({ ...value, type: 'words' })) },
  { name: 'field-of-nobody', triggers: 'unknown-field/unknown', mutate: set('pixels', 7) },
  { name: 'field-of-nobody-in-a-part', triggers: 'unknown-field/unknown', mutate: onPart(isOwnImage, ({ value }) => ({ ...value, pixels: 7 })) },
  {
    name: 'camel-case-for-a-field',
    triggers: 'unknown-field/unknown',
    mutate: onPart(isOwnImage, ({ value }, { format }) => {
      if (format === 'openai-chat') return { type: 'image_url', imageUrl: value['image_url'] }
      const { media_type: mediaType, ...source } = value['source'] as JsonObject
      return mediaType === undefined ? { type: 'image', Source: source } : { type: 'image', source: { ...source, mediaType } }
    }),
  },
  { name: 'no-messages', triggers: 'messages/empty', mutate: set('messages', []) },
  { name: 'no-content', triggers: 'messages/empty-content', mutate: ({ body }) => edited(body, `/messages/${firstTurn(body)}/content`, []) },
  { name: 'empty-text', triggers: 'messages/empty-text', mutate: ({ body }) => (hasArray(body) ? withText(body, '') : undefined) },
  {
    name: 'end-with-the-assistant',
    triggers: 'messages/prefill',
    formats: ['anthropic-messages'],
    mutate: ({ body }) => withMessages(body, [{ role: 'assistant', content: 'It is' }], messagesIn(body)),
  },
  {
    name: 'system-message-first',
    triggers: 'system-placement/in-messages',
    formats: ['anthropic-messages'],
    mutate: ({ body }) => withMessages(body, [{ role: 'system', content: 'Be brief.' }], 0),
  },
  { name: 'system-at-the-top', triggers: 'system-placement/top-level', formats: ['openai-chat'], mutate: set('system', 'Be brief.') },
  { name: 'no-limit-of-tokens', triggers: 'token-limit/missing', formats: ['anthropic-messages'], mutate: set('max_tokens', undefined) },
  {
    name: 'older-name-of-the-limit',
    triggers: 'token-limit/other-name',
    formats: ['openai-chat'],
    mutate: ({ body: { max_completion_tokens: limit, ...rest } }) => ({ ...rest, max_tokens: limit ?? 5 }),
  },
  { name: 'too-warm', triggers: 'parameters/out-of-range', formats: ['openai-chat'], mutate: set('temperature', 9) },
  {
    name: 'fewer-tokens-than-none',
    triggers: 'parameters/out-of-range',
    formats: ['anthropic-messages'],
    applies: (_, { parameters }) => parameters['max_tokens'] !== undefined,
    mutate: set('max_tokens', -1),
  },
  {
    name: 'tool-choice-without-effect',
    triggers: 'parameters/ignored',
    mutate: ({ body, format }) => ({ ...body, tool_choice: format === 'openai-chat' ? 'required' : { type: 'any' } }),
  },
  { name: 'temperature-that-was-removed', triggers: 'parameters/removed', formats: ['anthropic-messages'], mutate: set('temperature', 1) },
  {
    name: 'model-of-nobody',
    triggers: 'model/unknown',
    mutate: set('model', 'zzz-9'),
  },
  {
    name: 'model-in-capitals',
    triggers: 'model/wrong-case',
    mutate: ({ body }) => (typeof body['model'] === 'string' ? { ...body, model: body['model'].toUpperCase() } : undefined),
  },
  {
    name: 'model-that-sees-nothing',
    triggers: 'model/no-vision',
    mutate: (target) => (hasImage(target) ? { ...target.body, model: picked(blindModels(target), target.pick) } : undefined),
  },
]

/** In the cloud the URL names it. */
function asksForAModel({ formats }: Profile, formatProfile: FormatProfile): boolean {
  return formatProfile === formats['openai-chat'] || formatProfile.required?.includes('model') === true
}

function messagesIn(body: JsonObject): number {
  return (body['messages'] as unknown[]).length
}

/** True when the first turn is a list of parts. */
function hasArray(body: JsonObject): boolean {
  return Array.isArray(valueAt(body, `/messages/${firstTurn(body)}/content`))
}

function isPlainText({ type, container }: { readonly type: string; readonly container: string }): boolean {
  return type === 'text' && container === 'message'
}

function hasImage(target: Target): boolean {
  return partsOf(target, (part) => isImage(part, target)).length > 0
}

/** Names, not patterns, of models that take no images and do not think by default: thinking asks for more of the history. */
function blindModels({ profile: { models } }: Target): string[] {
  return (models?.textOnly ?? []).filter((name) => !name.includes('*') && !isListed(name, models?.thinkingByDefault ?? []))
}
