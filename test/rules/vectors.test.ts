import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { inputsOf, judgeChunks, judgeVector, levelsOf, plainFindings, readVectorFile, vectorRules } from './vector-files.ts'
import { readWording, wordingOf } from './wording.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/kit/vector.schema.json', import.meta.url), 'utf8')) as object
const validate = new Ajv2020({ allErrors: true }).compile(schema)

describe.each(vectorRules)('fixtures/vectors/%s.json', (rule) => {
  const file = readVectorFile(rule)

  test('fits the schema of vector files', () => {
    validate(file)
    expect(validate.errors ?? []).toEqual([])
  })

  test('names its rule, and each description once', () => {
    expect(file.rule).toBe(rule)
    const descriptions = file.vectors.map(({ description }) => description)
    expect(descriptions.filter((description, index) => descriptions.indexOf(description) !== index)).toEqual([])
  })

  test('lists the level of each message in each profile', () => {
    expect(levelsOf(rule)).toEqual(file.levels)
  })

  test('yields the wording in test/rules/wording, as `node scripts/wording.ts` writes it', () => {
    expect(wordingOf(rule)).toEqual(readWording(rule))
  })

  test.each(file.vectors.map((vector) => [vector.description, vector] as const))('%s', (_, vector) => {
    for (const [form, input] of inputsOf(vector)) {
      const verdict = judgeVector(vector, input)
      expect({ form, findings: plainFindings(verdict) }).toEqual({ form, findings: vector.findings })
      expect(verdict.profile).toBe(vector.profile)
      expect(verdict.valid).toBe(!vector.findings.some(({ severity }) => severity === 'error'))
      expect(verdict.findings.every(({ location }) => (location === undefined) === (form === 'value'))).toBe(true)
      expect(verdict.findings.every(({ side }) => side === (vector.response === undefined ? 'request' : 'response'))).toBe(true)
    }
  })

  const streams = file.vectors.filter(({ response }) => response?.stream !== undefined && response.headers === undefined)
  test.runIf(streams.length > 0).each(streams.map((vector) => [vector.description, vector] as const))('in chunks: %s', async (_, vector) => {
    for (const size of [1, 7, 1000]) {
      expect({ size, findings: plainFindings(await judgeChunks(vector, size)) }).toEqual({ size, findings: vector.findings })
    }
  })
})
