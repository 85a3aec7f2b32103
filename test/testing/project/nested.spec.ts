import { beforeAll, describe, expect, test } from 'vitest'
import { useRecordings } from '../../../src/testing/vitest.ts'

const { RECORDINGS = '' } = process.env
useRecordings(RECORDINGS, { profile: 'openai' })

async function ask(): Promise<string> {
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'What is a disc?' }] })
  // Nobody listens there: only a recording can answer.
  return (await fetch('https://api.example.invalid/v1/chat/completions', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()
}

beforeAll(async () => expect(await ask()).toContain('disc'))

describe('an inner one', () => {
  useRecordings(RECORDINGS, { profile: 'openai' })
  test('answers', async () => expect(await ask()).toContain('disc'))
})

test('the outer one answers again', async () => expect(await ask()).toContain('disc'))
