import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mutatedBodies, requestBodies } from '../../src/arbitraries/index.ts'
import { bodyOfSkeleton } from '../../src/body/body.ts'
import { BodyScanner } from '../../src/body/scanner.ts'
import { validateRequest, type Finding, type Verdict } from '../../src/index.ts'
import { judge } from '../../src/validate/judge.ts'
import { disagreement, PAIRS } from '../profiles/agreement.ts'
import { cases } from '../cases.ts'
import { PLACES } from './places.ts'

/** A place, and bodies for it: half of them right, half of them wrong in one place. */
const bodiesOfPlaces = fc.constantFrom(...PLACES.map(([, place]) => place)).chain((place) => {
  const bodies = fc.oneof(
    requestBodies(place).map((body): object | string => body),
    mutatedBodies({ ...place, only: QUICK }).map(({ body }) => body),
  )
  return bodies.map((body) => ({ place, body }))
})

/** Mutations that make no body of many megabytes. */
const QUICK = [
  'camel-case-for-a-field', 'field-of-nobody', 'number-for-a-text', 'unknown-type-of-part', 'no-content', 'foreign-character', 'line-break', 'wrong-padding',
  'wrong-type', 'alias-of-the-type', 'type-of-nobody', 'web-page-for-an-image', 'end-cut-off', 'two-frames', 'path-for-a-url', 'signed-url', 'result-of-no-call',
  'image-of-the-assistant', 'the-same-image-twice', 'too-warm', 'halve-a-character', 'no-data-url-prefix', 'data-url-prefix-too-many', 'drop-a-role', 'hardly-a-pixel',
]

function told({ findings }: Verdict): unknown[] {
  return findings.map(({ location: _l, excerpt: _e, ...finding }: Finding) => finding)
}

describe('validateRequest', () => {
  test('never throws on arbitrary JSON', () => {
    const somethingLike = fc.record({ model: fc.jsonValue(), messages: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), max_tokens: fc.jsonValue() }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), somethingLike), fc.constantFrom(...PLACES), (value, [, { profile, format }]) => {
        const { valid, findings } = validateRequest(value, { profile, format })
        expect(valid).toBe(!findings.some(({ severity }) => severity === 'error'))
      }),
      cases(500),
    )
  })

  test('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...PLACES), (bytes, [, { profile, format }]) => {
        expect(validateRequest(bytes, { profile, format }).valid).toBe(false)
      }),
      cases(500),
    )
  })

  test('never throws on a valid body of which random bytes are changed, and tells the same of it twice', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(bodiesOfPlaces, edits, ({ place: { profile, format }, body }, changes) => {
        const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        expect(validateRequest(bytes, { profile, format })).toEqual(validateRequest(bytes, { profile, format }))
      }),
      cases(300),
    )
  })

  test('says the same whatever the order of keys', () => {
    fc.assert(
      fc.property(bodiesOfPlaces, fc.nat(), ({ place: { profile, format }, body }, salt) => {
        fc.pre(typeof body === 'object')
        expect(told(validateRequest(shuffled(body, salt), { profile, format }))).toEqual(told(validateRequest(body, { profile, format })))
      }),
      cases(300),
    )
  })

  test('says the same whatever the white space', () => {
    fc.assert(
      fc.property(bodiesOfPlaces, fc.constantFrom<string | number>(1, 4, '\t', '\n', '\r\n  '), ({ place: { profile, format }, body }, indent) => {
        fc.pre(typeof body === 'object')
        const { requestBytes } = profile.formats[format]!.limits
        fc.pre(requestBytes === undefined || JSON.stringify(body).length < requestBytes / 2)
        expect(told(validateRequest(JSON.stringify(body, null, indent), { profile, format }))).toEqual(told(validateRequest(JSON.stringify(body), { profile, format })))
      }),
      cases(300),
    )
  })

  test('says the same of a value, of its text, of its bytes, and of bytes in chunks of any size', () => {
    fc.assert(
      fc.property(bodiesOfPlaces, fc.integer({ min: 1, max: 5000 }), ({ place: { profile, format }, body }, size) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body)
        const whole = validateRequest(text, { profile, format })
        const scanner = new BodyScanner()
        const bytes = Buffer.from(text)
        for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size))
        expect(judge(bodyOfSkeleton(scanner.end()), { profile, format })).toEqual(whole)
        expect(validateRequest(bytes, { profile, format })).toEqual(whole)
        if (typeof body === 'object') expect(told(validateRequest(body, { profile, format }))).toEqual(told(whole))
      }),
      cases(300),
    )
  })

  test('agrees with the generated schema of the profile, as run by ajv', () => {
    fc.assert(
      fc.property(bodiesOfPlaces, ({ place, body }) => {
        const pair = PAIRS.find(({ profile, format }) => profile.id === place.profile.id && format === place.format)!
        if (typeof body === 'object') expect(disagreement(pair, body)).toBeUndefined()
      }),
      cases(300),
    )
  })
})

/** The same value with the keys of its objects in an order that depends on `salt`. */
function shuffled(value: unknown, salt: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, salt))
  if (typeof value !== 'object' || value === null) return value
  const keyed = Object.entries(value).map(([key, held]) => ({ key, held, order: Math.imul(key.length * 31 + key.charCodeAt(key.length >> 1), salt | 1) }))
  return Object.fromEntries(keyed.sort((a, b) => a.order - b.order).map(({ key, held }) => [key, shuffled(held, salt + 1)]))
}
