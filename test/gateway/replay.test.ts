import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { serve } from '../network/server.ts'
import { filesIn, folder, recording, replaying } from './recordings.ts'
import { ask, chat, CHAT_PATH, messages, MESSAGES_PATH, PNG, pngOf } from './requests.ts'

/** A folder in which the answers of the simulated gateway to these bodies are recorded. */
async function recorded(bodies: readonly unknown[], path: string = CHAT_PATH): Promise<string> {
  const dir = folder()
  await using simulated = await startGateway()
  await using gateway = await recording(simulated.url, dir, { profile: 'shubiaobiao' })
  for (const body of bodies) await ask(gateway.url + path, body)
  return dir
}

describe('a gateway that replays', () => {
  test('gives each request the answer that was recorded for it, and judges it', async () => {
    const bodies = [chat([PNG]), chat([pngOf(500)]), chat([PNG], { stream: true })]
    const dir = await recorded(bodies)
    await using simulated = await startGateway()
    await using gateway = await replaying(dir, { profile: 'shubiaobiao' })
    for (const body of bodies) {
      const [live, again] = [await ask(simulated.url + CHAT_PATH, body), await ask(gateway.url + CHAT_PATH, body)]
      expect([again.status, again.text, again.headers.get('content-type')]).toEqual([live.status, live.text, live.headers.get('content-type')])
    }
    expect(gateway.exchanges.map(({ recording: name, report, failure }) => [typeof name, report?.valid, failure])).toEqual(bodies.map(() => ['string', true, undefined]))
  })

  test('knows a long text that a secret was taken out of', async () => {
    const dir = folder()
    const secrets = ['the-word-of-nobody']
    const body = chat([PNG], { metadata: { note: `${'Once more. '.repeat(200)}${secrets[0]}` } })
    await using simulated = await startGateway({ profile: 'openai-compatible' })
    const recorder = await recording(simulated.url, dir, { profile: 'openai-compatible', secrets })
    await ask(recorder.url + CHAT_PATH, body)
    await recorder.close()
    await using gateway = await replaying(dir, { profile: 'openai-compatible', secrets })
    expect((await ask(gateway.url + CHAT_PATH, body)).status).toBe(200)
  })

  test('answers what was not recorded with an error that names the difference, and that no SDK asks for again', async () => {
    const dir = await recorded([chat([PNG])])
    await using gateway = await replaying(dir, { profile: 'shubiaobiao' })
    const openai = new OpenAI({ apiKey: 'any', baseURL: gateway.openaiBaseUrl!, maxRetries: 3 })
    const asked = openai.chat.completions.create(chat([pngOf(600)]) as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming)
    await expect(asked).rejects.toMatchObject({ status: 404, message: expect.stringContaining('/messages/0/content/0/image_url/url') })
    const anthropic = new Anthropic({ apiKey: 'any', baseURL: gateway.anthropicBaseUrl!, maxRetries: 3 })
    const told = anthropic.messages.create(messages([PNG]) as unknown as Anthropic.MessageCreateParamsNonStreaming)
    await expect(told).rejects.toMatchObject({ status: 404 })
    expect(gateway.exchanges).toMatchObject([
      { status: 404, report: { valid: true }, failure: expect.stringContaining('/messages/0/content/0/image_url/url') },
      { status: 404, report: { valid: true }, failure: expect.any(String) },
    ])
  })

  test('answers in the pace of the recording, or in a part of it, when it is asked to', async () => {
    const dir = folder()
    const upstream = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {}\n\n')
      await sleep(400)
      response.end('data: [DONE]\n\n')
    })
    await using recorder = await recording(upstream.origin, dir)
    await ask(recorder.url + CHAT_PATH, chat([PNG]))
    for (const [speed, atLeast] of [['recorded', 350], [4, 85]] as const) {
      await using gateway = await replaying(dir, { speed })
      const before = performance.now()
      await ask(gateway.url + CHAT_PATH, chat([PNG]))
      expect(performance.now() - before).toBeGreaterThan(atLeast)
    }
  })

  test('says so where there is nothing to replay', async () => {
    await expect(replaying(folder())).rejects.toMatchObject({ name: 'PixpactError' })
  })

  test.each<[string, (response: { status: number; headers: { name: string; value: string }[] }) => void]>([
    ['a header of two lines', (response) => response.headers.push({ name: 'x-a', value: 'a\r\nx-b: c' })],
    ['a header without a name', (response) => response.headers.push({ name: 'x a', value: 'a' })],
    ['a status that is none of an answer', (response) => (response.status = 101)],
  ])('refuses a recording with %s', async (_, edit) => {
    const dir = await recorded([chat([PNG])])
    const [file] = [...filesIn(dir).keys()].filter((path) => path.endsWith('.har'))
    const har = JSON.parse(readFileSync(file!, 'utf8')) as { log: { entries: [{ response: Parameters<typeof edit>[0] }] } }
    edit(har.log.entries[0].response)
    writeFileSync(file!, JSON.stringify(har))
    await expect(replaying(dir)).rejects.toMatchObject({ code: 'bad-recording' })
  })

  test('lets browsers in', async () => {
    await using gateway = await replaying(await recorded([chat([PNG])]))
    expect((await fetch(gateway.url + CHAT_PATH, { method: 'OPTIONS' })).status).toBe(204)
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a gateway that replays or records', () => {
  test('asks for what it has not, and from then on has it', async () => {
    const dir = folder()
    await using simulated = await startGateway()
    const auto = { mode: 'auto', upstream: simulated.url, recordings: dir, allowRecordInCi: true } as const
    for (const round of [1, 2]) {
      await using gateway = await startGateway(auto)
      for (const body of [chat([PNG]), chat([pngOf(500)]), chat([PNG]), messages([PNG])]) {
        expect((await ask(gateway.url + ('max_tokens' in body ? MESSAGES_PATH : CHAT_PATH), body)).status).toBe(200)
      }
      expect(gateway.exchanges.map(({ stored }) => stored)).toEqual(round === 1 ? ['new', 'new', undefined, 'new'] : [undefined, undefined, undefined, undefined])
    }
    expect(simulated.exchanges).toHaveLength(3)
  })

  test('passes a body on as it was', async () => {
    await using simulated = await startGateway()
    await using gateway = await startGateway({ mode: 'auto', upstream: simulated.url, recordings: folder(), allowRecordInCi: true })
    expect((await ask(gateway.url + CHAT_PATH, chat([pngOf(3_000_000)]))).status).toBe(200)
    expect(simulated.exchanges[0]?.report?.images).toMatchObject([{ decodedBytes: 3_000_000 }])
  })
})
