import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mutationsFor } from '../../src/arbitraries/request-bodies.ts'
import { MUTATIONS } from '../../src/mutations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { UNREACHABLE } from '../meta/unreachable.ts'
import { cases } from '../cases.ts'
import { bodiesAreClean, isCaughtAlone } from './body-properties.ts'
import { PLACES } from './places.ts'

/** Messages about what is no part of a body. */
const OUTSIDE_OF_BODIES = ['endpoint', 'headers', 'image-url-fetch', 'response-schema', 'stream-grammar', 'error-envelope', 'usage', 'finish-reason']

describe('the mutations', () => {
  const messages = RULES.filter(({ id }) => !OUTSIDE_OF_BODIES.includes(id)).flatMap(({ id, messages: held }) => Object.keys(held).map((message) => `${id}/${message}`))

  test.each(messages.filter((id) => !Object.hasOwn(UNREACHABLE, id)))('include one that triggers %s', (id) => {
    expect(MUTATIONS.filter(({ triggers }) => triggers === id)).not.toEqual([])
  })

  test('name messages that exist, and each has a name of its own', () => {
    expect(MUTATIONS.map(({ triggers }) => triggers).filter((id) => !messages.includes(id))).toEqual([])
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length)
  })

  test.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))('%s is a fault for some profile', (_, mutation) => {
    expect(PLACES.some(([, { profile, format }]) => mutationsFor(profile, format).includes(mutation))).toBe(true)
  })
})

describe.each(PLACES)('for %s', (_, place) => {
  const { profile, format } = place

  test('a generated body has neither an error nor a warning', () => {
    fc.assert(bodiesAreClean(place), cases(100))
  })

  test('a body with images of any size that is allowed has neither an error nor a warning', () => {
    fc.assert(bodiesAreClean(place, 'any'), cases(10))
  })

  test.each(mutationsFor(profile, format).map((mutation) => [mutation.name, mutation.triggers, mutation] as const))('%s is caught as %s and as nothing else', (_name, _triggers, mutation) => {
    fc.assert(isCaughtAlone(place, mutation), cases(mutation.heavy ? 1 : 8))
  })
})
