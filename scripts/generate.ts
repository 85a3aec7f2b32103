/**
 * `npm run generate`: writes src/schema/generated/ (types, compiled validators and field trees from the schemas by hand) and
 * schemas/profiles/ (see profile-schemas.ts). Tests make the same texts in memory and compare them with the files.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'
import { fieldTree, type Schema } from './field-tree.ts'
import { profileSchemas } from './profile-schemas.ts'
import { forTypes, RESPONSE_TARGETS, typesFile } from './response-targets.ts'

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

/** The files that users write. Each has modules of its own, so that only those who have such a file load them. */
const kitFiles = ['profile', 'config', 'baseline', 'check'] as const

/** Every generated file of code: its path below src/schema/generated/, and its text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const target of targets) {
    const schema = await readSchema(schemaFile(target.schema))
    for (const [path, type] of Object.entries(target.types)) schemaAt(schema, path)['tsType'] = type
    files.set(`${target.schema}-request.types.ts`, await typesModule(schema, target.typeName, schemaFile(target.schema)))
  }
  const requests = new Map(targets.map((target) => [validatorName(target), schemaFile(target.schema)]))
  files.set('validators.js', await validatorsModule(requests))
  files.set('validators.d.ts', validatorDeclarations())
  files.set('fields.ts', await fieldsModule(new Map(targets.map((target) => [`${target.exportName}Fields`, schemaFile(target.schema)]))))
  for (const name of kitFiles) {
    const schema = `schemas/kit/${name}.schema.json`
    files.set(`${name}-validator.js`, await validatorsModule(new Map([[`${name}File`, schema]])))
    files.set(`${name}-validator.d.ts`, validatorDeclaration(new Map([[`${name}File`, schema]])))
    files.set(`${name}-fields.ts`, await fieldsModule(new Map([[`${name}Fields`, schema]])))
  }
  // Apart: who judges requests alone has no use for them.
  for (const target of RESPONSE_TARGETS) {
    const beside = await readSchema(target.file.replace(/\w+\.schema/, 'response.schema'))
    files.set(typesFile(target), await typesModule(forTypes(await readSchema(target.file), beside), target.typeName, target.file))
  }
  const responses = new Map(RESPONSE_TARGETS.map(({ exportName, file }) => [exportName, file]))
  files.set('response-validators.js', await validatorsModule(responses))
  files.set('response-validators.d.ts', validatorDeclaration(responses))
  return files
}

async function typesModule(schema: Schema, typeName: string, file: string): Promise<string> {
  const titled = { ...schema, title: typeName } as Parameters<typeof compile>[0]
  const text = await compile(titled, typeName, {
    additionalProperties: false,
    bannerComment: header([file]),
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return `${text.trim()}\n`
}

/** A module of compiled validators: their names, and the files of their schemas. */
async function validatorsModule(schemas: ReadonlyMap<string, string>): Promise<string> {
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
  for (const [name, file] of schemas) {
    const schema = await readSchema(file)
    ajv.addSchema(withoutNotes(schema))
    exports[name] = String(schema['$id'])
  }
  const code = standalone.default(ajv, exports).replace('"use strict";', '')
  return `${header([...schemas.values()])}\n${inLinearTime(bounded(code.trim()))}\n`
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

/** ajv lists every error there is. This ends each loop over a list or a map when there are more than anybody wants. */
function bounded(code: string): string {
  const list = /for\(let (i\d+)=0; \1<(len\d+); \1\+\+\)\{/g
  const map = /for\(const key\d+ in data\d*\)\{/g
  const loops = code.match(/\bfor ?\(/g)?.length ?? 0
  const known = [...code.matchAll(list), ...code.matchAll(map)].length
  if (loops !== known) throw new Error('ajv writes loops in a way not known here')
  const ending = code
    .replaceAll(list, 'for(let $1=0; $1<$2 && errors<bounds.errors; $1++){')
    .replaceAll(map, '$&\nif(errors >= bounds.errors) break;')
  return `export const bounds = {errors: Infinity};\n${ending}`
}

function validatorDeclarations(): string {
  const exports = targets.map((target) => `export declare const ${validatorName(target)}: Validator`)
  return `${header(targets.map((target) => schemaFile(target.schema)))}

export interface ValidatorError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Validator {
  (value: unknown): boolean
  errors?: readonly ValidatorError[] | null
}

/** When a validator has found so many errors, it looks for no more. */
export declare const bounds: { errors: number }

${exports.join('\n')}
`
}

/** The declarations of a module of validators besides those of requests, by their names and the files of their schemas. */
function validatorDeclaration(schemas: ReadonlyMap<string, string>): string {
  const exports = [...schemas.keys()].map((name) => `export declare const ${name}: Validator`)
  return `${header([...schemas.values()])}
import type { Validator } from './validators.js'

${exports.join('\n')}
`
}

/** A module of field trees: their names, and the files of their schemas. */
async function fieldsModule(schemas: ReadonlyMap<string, string>): Promise<string> {
  const trees: string[] = []
  for (const [name, file] of schemas) {
    const nodes = fieldTree(await readSchema(file))
    const lines = nodes.map((node, index) => `  /* ${index} */ ${literal(node)},\n`)
    trees.push(`export const ${name}: FieldTree = [\n${lines.join('')}]\n`)
  }
  const imports = `import type { FieldTree } from '../field-node.ts'\n`
  return [header([...schemas.values()]), imports, ...trees].join('\n')
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

function header(files: readonly string[]): string {
  return `// Generated by \`npm run generate\` from ${files.join(' and ')}. Do not edit.`
}

function schemaFile(name: SchemaName): string {
  return `schemas/${name}/request.schema.json`
}

async function readSchema(file: string): Promise<Schema> {
  return JSON.parse(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')) as Schema
}

function schemaAt(schema: Schema, path: string): Schema {
  let found: unknown = schema
  for (const key of path.split('/')) found = (found as Schema | undefined)?.[key]
  if (found === undefined) throw new Error(`no schema at ${path}`)
  return found as Schema
}

if (import.meta.main) {
  const files = new Map([
    ...[...(await generatedFiles())].map(([name, text]) => [`src/schema/generated/${name}`, text] as const),
    ...[...profileSchemas()].map(([name, text]) => [`schemas/profiles/${name}`, text] as const),
  ])
  await rm(new URL('../schemas/profiles/', import.meta.url), { recursive: true, force: true })
  for (const [file, text] of files) {
    const url = new URL(`../${file}`, import.meta.url)
    await mkdir(new URL('.', url), { recursive: true })
    await writeFile(url, text)
  }
}
