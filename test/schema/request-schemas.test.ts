import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { requestFaults } from '../../src/schema/index.ts'
import { chatCases, messagesCases } from './fault-cases.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Schema = { readonly [keyword: string]: Json }

const notes = ['title', 'description', 'deprecated']
const keywords = [
  ...['$schema', '$id', '$defs', '$ref', ...notes],
  ...['type', 'properties', 'required', 'items', 'additionalProperties', 'const', 'enum'],
  ...['oneOf', 'discriminator', 'anyOf', 'if', 'then', 'not'],
]

describe.each<[FormatId, typeof chatCases]>([
  ['openai-chat', chatCases],
  ['anthropic-messages', messagesCases],
])('the %s request schema', (format, cases) => {
  const file = new URL(`../../schemas/${format}/request.schema.json`, import.meta.url)
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema
  const subschemas = [...walk(schema, '')]

  test('is valid JSON Schema 2020-12', () => {
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true)
  })

  test('describes structure only: no ranges, lengths, formats or patterns', () => {
    const others = subschemas.flatMap(([path, part]) => Object.keys(part).map((keyword) => ({ path, keyword })))
    expect(others.filter(({ keyword }) => !keywords.includes(keyword))).toEqual([])
  })

  test('leaves every object open', () => {
    expect(subschemas.filter(([, part]) => part['additionalProperties'] === false)).toEqual([])
  })

  test('uses each of its definitions', () => {
    const used = new Set(subschemas.flatMap(([, part]) => part['$ref'] ?? []))
    expect(Object.keys(schema['$defs'] as Schema).filter((name) => !used.has(`#/$defs/${name}`))).toEqual([])
  })

  test('has no union without tag but of branches that take different JSON types', () => {
    for (const [path, part] of subschemas) {
      if (!Array.isArray(part['anyOf']) || path.endsWith('/not')) continue
      const types = part['anyOf'].flatMap((branch) => typeOf(schema, branch as Schema))
      expect({ path, types }).toEqual({ path, types: [...new Set(types)] })
      expect([path, Object.keys(part).filter((keyword) => !notes.includes(keyword))]).toEqual([path, ['anyOf']])
    }
  })

  test('fixes the value of tags only', () => {
    const fixed = subschemas.filter(([, part]) => 'const' in part).map(([path]) => path)
    expect(fixed.filter((path) => !/\/properties\/(type|role)$/.test(path))).toEqual([])
  })

  test('means the same to a validator that ignores `discriminator`', () => {
    const validate = new Ajv2020({ strict: false }).compile(schema)
    for (const { title, body } of cases) {
      expect([title, validate(body)]).toEqual([title, requestFaults(format, body).length === 0])
    }
  })
})

/** A schema and all schemas in it, with their paths. */
function* walk(schema: Schema, path: string): Generator<[string, Schema]> {
  yield [path, schema]
  for (const keyword of ['items', 'additionalProperties', 'if', 'then', 'not']) {
    const part = schema[keyword]
    if (typeof part === 'object') yield* walk(part as Schema, `${path}/${keyword}`)
  }
  for (const keyword of ['properties', '$defs', 'oneOf', 'anyOf']) {
    for (const [name, part] of Object.entries(schema[keyword] ?? {}))
      yield* walk(part as Schema, `${path}/${keyword}/${name}`)
  }
}

function typeOf(root: Schema, schema: Schema): Json[] {
  const ref = schema['$ref']
  const target = typeof ref === 'string' ? ((root['$defs'] as Schema)[ref.slice('#/$defs/'.length)] as Schema) : schema
  return [target['type'] ?? null].flat()
}
