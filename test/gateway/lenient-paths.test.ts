import { describe, expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { ask, chat, messages, PNG } from './requests.ts'

describe('a gateway with lenient paths', () => {
  test.each([
    ['openai-chat', '/chat/completions'],
    ['openai-chat', '/v1/chat/completions'],
    ['anthropic-messages', '/messages'],
    ['anthropic-messages', '/v1/messages'],
  ] as const)('takes what a client of %s makes of the base URL with %s', async (format, added) => {
    await using gateway = await startGateway({ lenientPaths: true })
    const [base, body] = format === 'openai-chat' ? [gateway.openaiBaseUrl!, chat([PNG])] : [gateway.anthropicBaseUrl!, messages([PNG])]
    expect((await ask(base + added, body)).status).toBe(200)
    expect(gateway.findings).toEqual([])
    // It is told where it came, all the same.
    const { pathname } = new URL(base + added)
    expect(gateway.exchanges).toMatchObject([{ path: pathname, report: { format, source: { path: `POST ${pathname}` } } }])
  })

  test.each(['/v1/v1/v1/chat/completions', '/v1/responses', '/anthropic/v1/v1/messages', '/messages/v1'])('takes nothing else: %s', async (path) => {
    await using gateway = await startGateway({ lenientPaths: true })
    expect((await ask(gateway.url + path, chat([PNG]))).status).toBe(404)
  })

  test('is asked for: any other gateway turns down what no gateway takes', async () => {
    await using gateway = await startGateway()
    expect((await ask(`${gateway.anthropicBaseUrl}/messages`, messages([PNG]))).status).toBe(404)
    expect(gateway.findings).toMatchObject([{ ruleId: 'endpoint', messageId: 'unknown-path' }])
  })
})

test('a gateway tells how many requests it is at', async () => {
  await using gateway = await startGateway({ faults: ['latency'] })
  expect(gateway.pending).toBe(0)
  const gone = new AbortController()
  const asked = fetch(`${gateway.openaiBaseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify(chat([PNG])), signal: gone.signal })
  while (gateway.exchanges.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(gateway.pending).toBe(1)
  gone.abort()
  await expect(asked).rejects.toThrow()
  while (gateway.pending > 0) await new Promise((resolve) => setTimeout(resolve, 5))
})
