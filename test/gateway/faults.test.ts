import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULTS } from '../../src/gateway/faults/faults.ts'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { ask, chat, CHAT_PATH, eventsIn, messages, MESSAGES_PATH, PNG, type Answered } from './requests.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

/** The answer to a good request that asks for a fault. */
function meet(fault: string, more: object = {}): Promise<Answered> {
  return ask(gateway.url + CHAT_PATH, chat([PNG], more), { 'x-pixpact-fault': fault })
}

describe('a fault', () => {
  test.each([
    ['quota', 403, { code: 'insufficient_user_quota', message: expect.stringContaining('用户额度不足, 剩余额度: $-1.74') }],
    ['no-channel', 503, { code: 'model_not_found', message: expect.stringContaining('No available channel for model mimo-v2-omni') }],
    ['overloaded', 503, { code: '503', message: 'The model is overloaded. Please try again later' }],
    ['rate-limit', 429, { code: '429', message: 'Too many requests', type: 'limitation' }],
    ['moderation', 400, { code: '421', message: 'Moderation Block', param: 'The request was rejected because it was considered high risk', type: 'content_filter' }],
    ['corrupted-image', 400, { message: 'Multimodal data is corrupted or cannot be processed.', type: 'BadRequestError' }],
  ])('%s answers with the documented error', async (fault, status, error) => {
    const answer = await meet(fault)
    expect(answer).toMatchObject({ status, json: { error } })
    expect(answer.headers.get('x-pixpact-fault')).toBe(fault)
    expect((await ask(gateway.url + MESSAGES_PATH, messages([PNG]), { 'x-pixpact-fault': fault })).status).toBe(status)
  })

  test('content-filter answers 200 with a refusal', async () => {
    expect((await meet('content-filter')).json.choices[0]).toMatchObject({
      finish_reason: 'content_filter',
      message: { content: 'The request was rejected because it was considered high risk' },
    })
    expect((await meet('content-filter', { stream: true })).text).toContain('"finish_reason":"content_filter"')
  })

  test('data-prefix puts data: before the JSON of an error', async () => {
    const { status, text } = await meet('data-prefix', { stream: true })
    expect(status).toBe(400)
    expect(JSON.parse(text.slice('data:'.length))).toMatchObject({ error: { code: '400', message: 'Param Incorrect' } })
  })

  test('cut-stream ends the body in the middle of an event', async () => {
    const whole = (await ask(gateway.url + CHAT_PATH, chat([PNG], { stream: true }))).text
    const { text, status } = await meet('cut-stream', { stream: true })
    expect(status).toBe(200)
    expect(whole.startsWith(text)).toBe(true)
    expect(text.endsWith('\n\n')).toBe(false)
    expect(text.length).toBeGreaterThan(whole.length / 3)
  })

  test.each(['reset', 'reset-stream'])('%s breaks the connection', async (fault) => {
    await expect(meet(fault, { stream: true })).rejects.toThrow()
    await expect(meet(fault)).rejects.toThrow()
  })

  test('reset-stream sends the first half before', async () => {
    const response = await fetch(gateway.url + CHAT_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-key': 'any', 'x-pixpact-fault': 'reset-stream' },
      body: JSON.stringify(chat([PNG], { stream: true })),
    })
    const { value } = await response.body!.getReader().read()
    expect(Buffer.from(value!).toString()).toContain('"role":"assistant"')
  })

  test('stream-error ends a stream with an error, in the envelope of its format', async () => {
    expect(eventsIn((await meet('stream-error', { stream: true })).text).at(-1)).toMatchObject({ error: { code: '503' } })
    const { text } = await ask(gateway.url + MESSAGES_PATH, messages([PNG], { stream: true }), { 'x-pixpact-fault': 'stream-error' })
    expect(text.endsWith('event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n')).toBe(true)
  })

  test.each([['slow-stream', 2000], ['slow-drip', 500]])('%s takes its time, and sends all', async (fault, least) => {
    const whole = (await ask(gateway.url + CHAT_PATH, chat([PNG], { stream: true }))).text
    const before = performance.now()
    expect((await meet(fault, { stream: true })).text).toBe(whole)
    expect(performance.now() - before).toBeGreaterThan(least)
  })

  test('latency comes before the first byte', async () => {
    const before = performance.now()
    expect((await meet('latency')).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThan(1900)
  })

  test('truncated-json ends a whole answer in the middle, under its right length', async () => {
    const { text, status, headers } = await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'x-pixpact-fault': 'truncated-json' })
    expect([status, Number(headers.get('content-length'))]).toEqual([200, Buffer.byteLength(text)])
    expect(() => JSON.parse(text)).toThrow()
  })

  test('content-type sends the answer under text/html', async () => {
    const { headers, text } = await meet('content-type')
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(JSON.parse(text)).toHaveProperty('choices')
  })

  test('that there is not is told, with those that there are', async () => {
    expect(await meet('nope')).toMatchObject({ status: 400, json: { error: { message: expect.stringContaining('There are quota, no-channel') } } })
  })

  test.each(['cut-stream', 'stream-error', 'slow-stream'])('%s leaves a whole answer as it is', async (fault) => {
    expect((await meet(fault)).text).toBe((await ask(gateway.url + CHAT_PATH, chat([PNG]))).text)
  })

  test('does not keep the request from being judged', async () => {
    await using fresh = await startGateway({ faults: ['overloaded'] })
    await ask(fresh.url + CHAT_PATH, chat([], { messages: [] }))
    expect(fresh.exchanges).toMatchObject([{ status: 503, fault: 'overloaded', report: { findings: [{ ruleId: 'messages', messageId: 'empty' }] } }])
  })
})

describe('a rate', () => {
  test('gives a fault to the same requests in each run: the first of each four', async () => {
    await using some = await startGateway({ faults: ['quota@0.25'] })
    const statuses: number[] = []
    for (let run = 0; run < 8; run++) statuses.push((await ask(some.url + CHAT_PATH, chat([PNG]))).status)
    expect(statuses).toEqual([403, 200, 200, 200, 403, 200, 200, 200])
  })

  test('of the first of several faults decides', async () => {
    await using some = await startGateway({ faults: ['quota@0.5', 'rate-limit'] })
    const statuses = [await ask(some.url + CHAT_PATH, chat([PNG])), await ask(some.url + CHAT_PATH, chat([PNG]))].map(({ status }) => status)
    expect(statuses).toEqual([403, 429])
  })
})

test('docs/faults.md shows the table of the faults', () => {
  const rows = FAULTS.map(({ name, does, exercises }) => `| \`${name}\` | ${does} | ${exercises} |`)
  const shown = readFileSync('docs/faults.md', 'utf8').split('\n').filter((line) => line.startsWith('| `'))
  expect(shown).toEqual(rows)
})
