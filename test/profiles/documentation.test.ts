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

test('a limit that a profile sets is held, also where the extended one has none', () => {
  const own = extendProfile({ extends: 'openai', id: 'own', formats: { 'openai-chat': { limits: { encodedChars: 400 } } } }, 'own.json')
  const url = `data:image/png;base64,${readFileSync('fixtures/images/red.png').toString('base64')}`
  const content = [{ type: 'image_url', image_url: { url } }, { type: 'text', text: '?' }]
  const { findings } = validateRequest({ model: 'gpt-5', messages: [{ role: 'user', content }] }, { profile: own })
  expect(findings).toMatchObject([{ ruleId: 'image-size', messageId: 'too-large', severity: 'error' }])
})
