import type { Schema } from './field-tree.ts'

/** What `npm run generate` makes of the schemas of one format's answers: a type and a validator each. */
export interface ResponseTarget {
  readonly file: string
  readonly typeName: string
  readonly exportName: string
}

export const RESPONSE_TARGETS: readonly ResponseTarget[] = [
  { file: 'schemas/openai-chat/response.schema.json', typeName: 'OpenAIChatResponse', exportName: 'openaiChatResponse' },
  { file: 'schemas/openai-chat/chunk.schema.json', typeName: 'OpenAIChatChunk', exportName: 'openaiChatChunk' },
  { file: 'schemas/openai-chat/error.schema.json', typeName: 'OpenAIChatError', exportName: 'openaiChatError' },
  { file: 'schemas/anthropic-messages/response.schema.json', typeName: 'AnthropicMessagesResponse', exportName: 'anthropicMessagesResponse' },
  { file: 'schemas/anthropic-messages/event.schema.json', typeName: 'AnthropicMessagesEvent', exportName: 'anthropicMessagesEvent' },
  { file: 'schemas/anthropic-messages/error.schema.json', typeName: 'AnthropicMessagesError', exportName: 'anthropicMessagesError' },
]

/** The file of the type of an answer, below src/schema/generated/. */
export function typesFile({ file }: ResponseTarget): string {
  return `${file.replace('schemas/', '').replace('/', '-').replace('.schema.json', '')}.types.ts`
}

/**
 * A schema as the compiler of types can read it. What it refers to in the schema beside it becomes its own. Of a kind of block
 * that is known by its type, a list of "if" says what else it has: of that the compiler knows nothing, so it becomes a union.
 * The union has no branch for kinds to come, since no program could tell that from the others. An object of which nothing is said,
 * such as the input of a tool, is `unknown`, as the SDKs have it.
 */
export function forTypes(schema: Schema, beside: Schema): Schema {
  const own = JSON.stringify(schema).includes(BESIDE) ? { ...schema, $defs: { ...beside.$defs, ...schema.$defs } } : schema
  return JSON.parse(JSON.stringify(own).replaceAll(BESIDE, '#'), (_, value: unknown) => forCompiler(value)) as Schema
}

const BESIDE = 'response.schema.json#'

function forCompiler(value: unknown): unknown {
  const { allOf, type, properties, required: _, ...rest } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (Array.isArray(allOf)) return { ...rest, anyOf: (allOf as readonly { readonly then: Schema }[]).map(({ then }) => then) }
  return type === 'object' && properties === undefined ? { ...(value as Schema), tsType: 'unknown' } : value
}
