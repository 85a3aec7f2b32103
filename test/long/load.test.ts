import { Agent, request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import { ask, CHAT_PATH, chat, PNG, pngOf } from '../gateway/requests.ts'
import { isLong, laneNote, repeat } from './lane.ts'
import { headOf, open } from './raw.ts'
import { serve } from './serve.ts'

const MB10 = Buffer.from(JSON.stringify(chat([pngOf(7_400_000)])))

/** Posts a body over a connection of `agent`, and resolves with the status. */
function post(url: string, body: Buffer, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'api-key': 'any', 'content-length': body.length }
    const request = httpRequest(url + CHAT_PATH, { method: 'POST', agent, headers }, (response) => response.resume().once('end', () => resolve(response.statusCode)))
    request.once('error', reject).end(body)
  })
}

describe.skipIf(!isLong)(`a gateway under load${laneNote}`, () => {
  test('judges bodies of 10 MB while they arrive: 64 of them at once take no more than 3 MB each', async () => {
    await using served = await serve()
    await post(served.url, MB10, new Agent())
    const { peak: before } = await served.tell()
    // Each connection sends half of its body, and waits for all the others.
    const opened = await Promise.all(Array.from({ length: 64 }, () => open(served.url)))
    const half = MB10.length >> 1
    const writing = opened.map(({ socket }) => new Promise((resolve) => socket.write(Buffer.concat([Buffer.from(headOf({ 'content-length': MB10.length, connection: 'close' })), MB10.subarray(0, half)]), resolve)))
    await Promise.all(writing)
    expect(await served.tell()).toMatchObject({ pending: 64, exchanges: 1 })
    for (const { socket } of opened) socket.write(MB10.subarray(half))
    await Promise.all(opened.map(({ closed }) => closed))
    for (const { received } of opened) expect(received()).toMatch(/^HTTP\/1\.1 200 /)
    const { peak, pending, exchanges } = await served.tell()
    expect({ pending, exchanges }).toEqual({ pending: 0, exchanges: 65 })
    console.log(`64 bodies of 10 MB at once: ${Math.round(peak - before)} MB more than one`)
    expect(peak - before).toBeLessThan(64 * 3)
  })

  test('sends 200 streams at once, each whole and the same', async () => {
    await using served = await serve()
    const body = chat([PNG], { stream: true })
    const { text: whole } = await ask(served.url + CHAT_PATH, body)
    const slow = Promise.all(Array.from({ length: 200 }, () => ask(served.url + CHAT_PATH, body, { 'x-pixpact-fault': 'slow-stream' })))
    let most = 0
    const watch = setInterval(() => void served.tell().then(({ pending }) => (most = Math.max(most, pending))), 200)
    const answers = await slow
    clearInterval(watch)
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([whole]))
    expect(most).toBe(200)
    expect(await served.tell()).toMatchObject({ pending: 0, exchanges: 201 })
  })

  test('does not grow with 50,000 requests', async () => {
    await using served = await serve()
    const agent = new Agent({ keepAlive: true, maxSockets: 20 })
    const bodies = [chat([PNG]), chat([PNG], { stream: true }), chat(['nonsense']), chat([], { messages: [] })].map((body) => Buffer.from(JSON.stringify(body)))
    const statuses = new Map<number | undefined, number>()
    const send = (times: number): Promise<void> =>
      repeat(times, 20, async (index) => {
        const status = await post(served.url, bodies[index % bodies.length]!, agent)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      })
    await send(10_000)
    const early = await served.tell()
    await send(40_000)
    const late = await served.tell()
    agent.destroy()
    expect(Object.fromEntries(statuses)).toEqual({ 200: 25_000, 400: 25_000 })
    expect(late).toMatchObject({ pending: 0, exchanges: 50_000, failures: [] })
    console.log(`heap after 10,000 requests ${early.heap.toFixed(1)} MB, after 50,000 ${late.heap.toFixed(1)} MB; peak ${Math.round(early.peak)} and ${Math.round(late.peak)} MB`)
    expect(late.heap - early.heap).toBeLessThan(2)
    expect(late.peak - early.peak).toBeLessThan(64)
  })
})
