import { expect, test } from 'vitest'
import { useRecordings } from '../../../src/testing/vitest.ts'

const { RECORDINGS = '', RECORDING_MODE, GATEWAY_URL = 'https://api.example.com' } = process.env
const used = useRecordings(RECORDINGS, { profile: 'openai', ...(RECORDING_MODE !== undefined && { mode: RECORDING_MODE as 'record' }) })

async function ask(question: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${GATEWAY_URL}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-not-to-be-stored-anywhere' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: question }] }),
  })
  return { status: response.status, text: await response.text() }
}

test('asks', async () => {
  expect(used.exchanges).toEqual([])
  const { status, text } = await ask('What is a disc?')
  expect(status).toBe(200)
  expect(text).toContain('You wrote: What is a disc?')
  expect(used.findings).toEqual([])
  expect(used.exchanges).toHaveLength(1)
})

test('asks the same again', async () => {
  expect((await ask('What is a disc?')).status).toBe(200)
  expect(used.exchanges).toHaveLength(1)
})

test.runIf(process.env['MISS'])('asks what nobody recorded, and does not look at the answer', async () => {
  await ask('What is a ring?')
})
