/**
 * Writes src/schema/generated/ from the request schemas: types, compiled validators, field trees.
 * `npm run generate`; a test makes the same texts in memory and compares them with the files.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'
import { fieldTree, type Schema } from './field-tree.ts'

type SchemaName = 'openai-chat' | 'anthropic-messages'

interface Target {
  readonly schema: SchemaName
  readonly typeName: string
  readonly exportName: string
  /** Types given by hand, by path in the schema, where the one that follows from it refuses the vendors' own SDK. */
  readonly types: Readonly<Record<string, string>>
}

const targets: readonly Target[] = [
  { schema: 'openai-chat', typeName: 'OpenAIChatRequest', exportName: 'openaiChat', types: {} },
  {
    schema: 'anthropic-messages',
    typeName: 'AnthropicMessagesRequest',
    exportName: 'anthropicMessages',
    types: {
      '$defs/ToolUseBlock/properties/input': 'unknown',
      '$defs/ServerToolUseBlock/properties/input': 'unknown',
      '$defs/McpToolUseBlock/properties/input': 'unknown',
      '$defs/FallbackBlock/properties/trigger': 'unknown',
      // The SDK's interface lists the tools of a set; TypeScript lets no interface stand for an index signature.
      '$defs/Tool/properties/configs': 'object | null',
    },
  },
]

/** Every generated file: its path below src/schema/generated/, and its text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const target of targets) files.set(`${target.schema}-request.types.ts`, await typesModule(target))
  files.set('validators.js', await validatorsModule())
  files.set('validators.d.ts', validatorDeclarations())
  files.set('fields.ts', await fieldsModule())
  return files
}

async function typesModule(target: Target): Promise<string> {
  const schema = await readSchema(target.schema)
  for (const [path, type] of Object.entries(target.types)) schemaAt(schema, path)['tsType'] = type
  const titled = { ...schema, title: target.typeName } as Parameters<typeof compile>[0]
  const text = await compile(titled, target.typeName, {
    additionalProperties: false,
    bannerComment: header([target.schema]),
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return `${text.trim()}\n`
}

async function validatorsModule(): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
    discriminator: true,
    inlineRefs: false,
    messages: false,
    // `discriminator` wants `required` where strict mode does not expect it.
    strictRequired: false,
  })
  // Bookkeeping for `unevaluatedProperties`, which these schemas do not use.
  ajv.opts.unevaluated = false
  const exports: Record<string, string> = {}
  for (const target of targets) {
    const schema = await readSchema(target.schema)
    ajv.addSchema(withoutNotes(schema))
    exports[validatorName(target)] = String(schema['$id'])
  }
  const code = standalone.default(ajv, exports).replace('"use strict";', '')
  return `${header(targets.map((target) => target.schema))}\n${inLinearTime(code.trim())}\n`
}

/** The compiled code carries its schemas along, but has no use for what they tell a reader. */
function withoutNotes(schema: Schema): Schema {
  const notes = new Set(['title', 'description', 'deprecated'])
  const isNote = (key: string, value: unknown): boolean => notes.has(key) && typeof value !== 'object'
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (isNote(key, value) ? undefined : value))) as Schema
}

/** ajv copies all errors so far whenever a part adds one: with many broken parts, that time is their number squared. */
function inLinearTime(code: string): string {
  const copying = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g
  const appending = code.replaceAll(copying, 'vErrors = append(vErrors, $1.errors);')
  if (appending === code || appending.includes('.concat(')) throw new Error('ajv joins errors in a way not known here')
  return `${appending}
function append(errors, more) {
if (errors === null) return more;
for (const error of more) errors.push(error);
return errors;
}`
}

function validatorDeclarations(): string {
  const exports = targets.map((target) => `export declare const ${validatorName(target)}: Validator`)
  return `${header(targets.map((target) => target.schema))}

export interface ValidatorError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Validator {
  (value: unknown): boolean
  errors?: readonly ValidatorError[] | null
}

${exports.join('\n')}
`
}

async function fieldsModule(): Promise<string> {
  const trees: string[] = []
  for (const target of targets) {
    const nodes = fieldTree(await readSchema(target.schema))
    const lines = nodes.map((node, index) => `  /* ${index} */ ${literal(node)},\n`)
    trees.push(`export const ${target.exportName}Fields: FieldTree = [\n${lines.join('')}]\n`)
  }
  const imports = `import type { FieldTree } from '../field-node.ts'\n`
  return [header(targets.map((target) => target.schema)), imports, ...trees].join('\n')
}

function literal(value: unknown): string {
  const spaced = JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, ' $1: ')
    .replaceAll('}', ' }')
  return spaced.replaceAll('"', "'").replaceAll('{ }', '{}')
}

function validatorName(target: Target): string {
  return `${target.exportName}Request`
}

function header(schemas: readonly SchemaName[]): string {
  const files = schemas.map((schema) => `schemas/${schema}/request.schema.json`)
  return `// Generated by \`npm run generate\` from ${files.join(' and ')}. Do not edit.`
}

async function readSchema(name: SchemaName): Promise<Schema> {
  const file = new URL(`../schemas/${name}/request.schema.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as Schema
}

function schemaAt(schema: Schema, path: string): Schema {
  let found: unknown = schema
  for (const key of path.split('/')) found = (found as Schema | undefined)?.[key]
  if (found === undefined) throw new Error(`no schema at ${path}`)
  return found as Schema
}

if (import.meta.main) {
  for (const [name, text] of await generatedFiles()) {
    await writeFile(new URL(`../src/schema/generated/${name}`, import.meta.url), text)
  }
}
