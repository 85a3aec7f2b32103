import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateRequest } from '../../src/index.ts'
import { readVectorFile, vectorRules } from '../rules/vector-files.ts'
import { disagreement, PAIRS } from './agreement.ts'
import { GAPS } from './gaps.ts'
import { oddRequests } from './odd-requests.ts'
import { cases } from '../cases.ts'

const IN_FIXTURES = GAPS.filter(({ isInFixtures }) => isInFixtures)

/** The JSON values among the bodies of the fixtures, by what they are called there. */
const bodies: readonly (readonly [name: string, body: unknown])[] = [
  ...vectorRules.flatMap((rule) =>
    readVectorFile(rule).vectors.map(({ description, body, text, base64 }) => {
      const source = text ?? (base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString())
      return [`${rule}: ${description}`, source === undefined ? body : parsed(source)] as const
    }),
  ),
  ...globSync('fixtures/documented/*/*.json').map((file) => [file, parsed(readFileSync(file, 'utf8'))] as const),
].filter(([, body]) => body !== undefined)

describe.each(PAIRS.map((pair) => [`${pair.profile.id}/${pair.format}`, pair] as const))('schemas/profiles/%s.request.schema.json', (_, pair) => {
  test('agrees with the rules about the bodies of the fixtures', () => {
    const odds = bodies.flatMap(([name, body]) => {
      const odd = disagreement(pair, body, IN_FIXTURES)
      return odd === undefined ? [] : [{ name, odd }]
    })
    expect(odds).toEqual([])
  })

  test('agrees with the rules about odd requests', () => {
    const requests = oddRequests(pair.format, pair.profile.formats[pair.format]!.parameters)
    const agrees = fc.property(requests, (body) => {
      expect(disagreement(pair, body)).toBeUndefined()
    })
    fc.assert(agrees, cases(500))
  })
})

describe.each(PAIRS.filter(({ format }) => format === 'anthropic-messages').map((pair) => [pair.profile.id, pair] as const))(
  'the schema of %s Messages',
  (_, pair) => {
    const limit = pair.profile.formats['anthropic-messages']!.limits.encodedChars ?? 2 ** 20
    const head = readFileSync('fixtures/images/red.png').toString('base64')

    test.each([0, 4])('agrees with the rules about an image that is %i characters over the limit', (over) => {
      const source = { type: 'base64', media_type: 'image/png', data: head + 'A'.repeat(limit - head.length + over) }
      const body = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: [{ type: 'image', source }, { type: 'text', text: 'x' }] }] }
      expect(disagreement(pair, body)).toBeUndefined()
    })
  },
)

describe('the known gaps of the rules', () => {
  test.each(GAPS.map((gap) => [gap.because, gap] as const))('are still there: %s', (_, { profile, format, body }) => {
    const { validate } = PAIRS.find((pair) => pair.profile.id === profile && pair.format === format)!
    expect({ valid: validateRequest(body, { profile, format }).valid, fits: validate(body) }).toEqual({ valid: true, fits: false })
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
