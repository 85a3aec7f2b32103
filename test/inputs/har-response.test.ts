import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeInputs, type Judgement } from '../../src/cli/judge-inputs.ts'
import { CHAT, chunk, MESSAGES, START, textOf } from '../formats/streams.ts'
import { readAll, readExchanges } from './read.ts'

type Json = Readonly<Record<string, unknown>>

const CHAT_URL = 'https://api.openai.com/v1/chat/completions'
const request = { model: 'gpt-5-nano', messages: [{ role: 'user', content: 'Hi' }], stream: true, stream_options: { include_usage: true } }
const answer = {
  id: '1', object: 'chat.completion', created: 1, model: 'gpt-5-nano',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 4 },
}

function entry(response: unknown, { url = CHAT_URL, body = request }: { url?: string; body?: unknown } = {}): Json {
  const headers = [{ name: 'Authorization', value: 'Bearer k' }, { name: 'Content-Type', value: 'application/json' }]
  return { request: { method: 'POST', url, headers, postData: { mimeType: 'application/json', text: JSON.stringify(body) } }, response }
}

function har(...entries: readonly Json[]): string {
  return JSON.stringify({ log: { version: '1.2', entries } }, null, 2)
}

function content(text: unknown, mimeType = 'application/json', more: Json = {}): Json {
  return { status: 200, headers: [], content: { mimeType, text, ...more } }
}

async function judged(text: string): Promise<Judgement> {
  const file = join(mkdtempSync(join(tmpdir(), 'pixpact-')), 'a.har')
  writeFileSync(file, text)
  return judgeInputs([{ name: file, options: {} }], undefined)
}

async function idsOf(text: string): Promise<string[][]> {
  const { payloads } = await judged(text)
  return payloads.map(({ findings }) => findings.map(({ side, ruleId, messageId }) => `${side} ${ruleId}/${messageId}`))
}

describe('the response of a HAR entry', () => {
  test('is judged with its request, in one report, with the findings of the request first', async () => {
    const { payloads } = await judged(har(entry(content(JSON.stringify(answer)), { body: { ...request, temperature: 7, model: 'GPT-5-nano' } })))
    expect(payloads).toHaveLength(1)
    expect(payloads[0]!.findings.map(({ side, ruleId }) => `${side} ${ruleId}`)).toEqual(['request model', 'request parameters', 'response usage'])
  })

  test('makes an entry invalid as its request does', async () => {
    const { payloads } = await judged(har(entry(content('{"id": 1}')), entry(content(JSON.stringify({ ...answer, usage: undefined })))))
    expect(payloads.map(({ valid }) => valid)).toEqual([false, false])
  })

  test('is placed at its text', async () => {
    const text = har(entry(content(JSON.stringify(answer))))
    const line = text.split('\n').findIndex((one) => one.includes('total_tokens')) + 1
    const { payloads } = await judged(text)
    expect(payloads[0]!.findings).toMatchObject([{ side: 'response', pointer: '/usage/total_tokens', location: { line, column: 21 } }])
  })

  test.each([
    ['no response', undefined],
    ['null', null],
    ['a status of 0', { ...content('{}'), status: 0 }],
    ['no status', { ...content('{}'), status: undefined }],
    ['no content', { status: 200, headers: [] }],
    ['content without text', content(undefined)],
    ['an empty text', content('')],
    ['a text that is none', content({ id: 1 })],
    ['a redirect', { ...content('moved'), status: 302 }],
  ])('says nothing when there is %s', async (_, response) => {
    expect(await idsOf(har(entry(response)))).toEqual([[]])
  })

  test('is passed over where the request is no chat request', async () => {
    const { payloads } = await judged(har(entry(content('{"error": "x"}'), { url: 'https://example.com/log', body: { event: 1 } })))
    expect(payloads).toMatchObject([{ skipped: true, findings: [{ side: 'request', ruleId: 'not-a-request' }] }])
  })

  test('is judged where the request could not be, by the format of the path', async () => {
    const broken = { ...entry({ ...content(JSON.stringify({ error: { message: 'no JSON' } })), status: 400 }), request: { method: 'POST', url: CHAT_URL, postData: { text: '{"mod' } } }
    expect(await idsOf(har(broken))).toEqual([['request json/syntax', ...Array<string>(3).fill('response error-envelope/shape')]])
  })

  test('may be a stream of any length, whose last event counts as well as its first', async () => {
    const events = [START, ...Array.from({ length: 2000 }, () => chunk({ content: 'cät' })), ...CHAT.slice(3, 5)]
    const text = textOf(events)
    expect(text.length).toBeGreaterThan(200_000)
    const whole = content(text, 'text/event-stream')
    const encoded = content(Buffer.from(text).toString('base64'), 'text/event-stream', { encoding: 'base64' })
    expect(await idsOf(har(entry(whole), entry(encoded)))).toEqual([['response stream-grammar/done-missing'], ['response stream-grammar/done-missing']])
  })

  test('is a stream when it looks like one, whatever its type', async () => {
    expect(await idsOf(har(entry(content(textOf(CHAT), 'x-unknown'))))).toEqual([[]])
    expect(await idsOf(har(entry(content(textOf(CHAT), 'application/json'))))).toEqual([['response stream-grammar/content-type']])
  })

  test('has the type of its header before the one that the browser guessed', async () => {
    const response = { ...content(textOf(CHAT), 'text/plain'), headers: [{ name: 'Content-Type', value: 'text/event-stream; charset=utf-8' }] }
    expect(await idsOf(har(entry(response)))).toEqual([[]])
  })

  test('is judged by the usage that the request asked for', async () => {
    const events = textOf([...CHAT.slice(0, 4), '[DONE]'])
    expect(await idsOf(har(entry(content(events, 'text/event-stream'))))).toEqual([['response usage/missing']])
  })

  test('is judged by the format of the request', async () => {
    const body = { model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] }
    const url = 'https://api.anthropic.com/v1/messages'
    const [exchange] = await readExchanges('a.har', har(entry(content(textOf(MESSAGES), 'text/event-stream'), { url, body })))
    expect(exchange!.response).toMatchObject({ status: 200, content: { kind: 'stream' } })
    const ids = await idsOf(har(entry(content(textOf(MESSAGES), 'text/event-stream'), { url, body })))
    expect(ids[0]!.filter((id) => id.startsWith('response'))).toEqual([])
  })

  test('that is long JSON is read whole, and only its facts are kept', async () => {
    const long = { ...answer, choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(200_000) }, finish_reason: 'stop' }] }
    expect(await idsOf(har(entry(content(JSON.stringify(long)))))).toEqual([['response usage/sum']])
  })

  test('that is stored as base64 and too long cannot be read, which is told beside the verdict on the request', async () => {
    const long = JSON.stringify({ ...answer, more: 'é'.repeat(100_000) })
    const response = content(Buffer.from(long).toString('base64'), 'application/json', { encoding: 'base64' })
    const [exchange, error, ...more] = await readAll('a.har', har(entry(response)))
    expect(exchange).toMatchObject({ request: { url: CHAT_URL } })
    expect(error).toMatchObject({ code: 'unreadable-input', message: expect.stringContaining('The response of a.har#0') as string })
    expect(more).toEqual([])
  })

  test('that is stored as base64 is decoded when it is short', async () => {
    const response = content(Buffer.from(JSON.stringify(answer)).toString('base64'), 'application/json', { encoding: 'base64' })
    expect(await idsOf(har(entry(response)))).toEqual([['response usage/sum']])
  })
})
