import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { extendProfile, profiles, validateRequest } from '../../src/index.ts'

const page = readFileSync('docs/profiles.md', 'utf8')

test('the profile that the documentation shows is one, and is judged by', () => {
  const [, example] = /```json\n(.*?)```/s.exec(page)!
  const own = extendProfile(JSON.parse(example!), 'docs/profiles.md')
  const request = { model: 'm', messages: [{ role: 'user', content: 'hi' }], whatever: 1 }
  expect(validateRequest(request, { profile: own, format: 'openai-chat' })).toMatchObject({ valid: true, profile: 'my-gateway', findings: [] })
})

test('the documentation names every shipped profile', () => {
  const named = [...page.matchAll(/^\| `([\w-]+)`/gm)].map((match) => match[1])
  expect(named).toEqual(profiles.map(({ id }) => id))
})
