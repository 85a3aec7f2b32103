import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask, CHAT_PATH, chat, PNG, pngOf } from '../gateway/requests.ts'
import { isLong, laneNote } from './lane.ts'
import { answerTo, headOf, open, type Raw } from './raw.ts'
import { serve, type Served } from './serve.ts'

const LIMIT = 8 * 2 ** 20
const GOOD = chat([PNG])

/** What is no HTTP, or none that anybody should go by. */
const MALFORMED: Readonly<Record<string, string>> = {
  'no HTTP at all': 'Hello?\r\n\r\n',
  'the beginning of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'a version that there is not': 'POST /v1/chat/completions HTTP/9.9\r\nhost: a\r\n\r\n',
  'a length that is no number': headOf({ 'content-length': '12x' }),
  'a negative length': headOf({ 'content-length': '-1' }),
  'two lengths': `${headOf({ 'content-length': 2 }).slice(0, -2)}content-length: 3\r\n\r\n{}`,
  'a length and chunks': `${headOf({ 'content-length': 2, 'transfer-encoding': 'chunked' })}2\r\n{}\r\n0\r\n\r\n`,
  'a chunk whose size is no number': `${headOf({ 'transfer-encoding': 'chunked' })}zz\r\n{}\r\n`,
  'a header with a NUL': headOf({ 'x-nul': 'a\0b' }),
  'a header without a colon': `${headOf({}).slice(0, -2)}no colon\r\n\r\n`,
  'no host': 'POST /v1/chat/completions HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}',
}

let served: Served
beforeEach(async () => {
  if (isLong) served = await serve({ maxRequestBytes: LIMIT })
})
// Ends in order only where no internal error came.
afterEach(() => served?.[Symbol.asyncDispose]())

/** It answers as ever, and nothing of what was before is still under way. */
async function isWell(): Promise<void> {
  expect((await ask(served.url + CHAT_PATH, GOOD)).status).toBe(200)
  await expect.poll(async () => (await served.tell()).pending, { timeout: 10_000 }).toBe(0)
}

describe.skipIf(!isLong)(`a gateway whose clients do wrong${laneNote}`, () => {
  test('goes on when 200 clients vanish in the middle of their bodies', async () => {
    const body = JSON.stringify(chat([pngOf(1_000_000)]))
    const clients = await Promise.all(Array.from({ length: 200 }, () => open(served.url)))
    for (const [index, { socket }] of clients.entries()) socket.write(headOf({ 'content-length': body.length }) + body.slice(0, (index * body.length) / 200))
    await expect.poll(async () => (await served.tell()).pending).toBe(200)
    for (const [index, { socket }] of clients.entries()) index % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()
    await isWell()
    expect(await served.tell()).toMatchObject({ exchanges: 1, failures: [] })
  })

  test('goes on when 200 clients vanish in the middle of their streams', async () => {
    const body = JSON.stringify(chat([PNG], { stream: true }))
    const head = headOf({ 'content-length': body.length, 'x-pixpact-fault': 'slow-stream' })
    const clients = await Promise.all(Array.from({ length: 200 }, () => open(served.url)))
    await Promise.all(clients.map(({ socket }) => new Promise((resolve) => socket.once('data', resolve).write(head + body))))
    for (const [index, { socket }] of clients.entries()) index % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()
    await isWell()
    expect(await served.tell()).toMatchObject({ exchanges: 201 })
  })

  test('answers others while 500 send a byte now and then, and has done with them after a minute', { timeout: 180_000 }, async () => {
    const head = headOf({ 'content-length': 2 })
    const clients = await Promise.all(Array.from({ length: 500 }, () => open(served.url)))
    const drip = setInterval(() => clients.forEach(({ socket }) => socket.writable && socket.write('x')), 1000)
    for (const { socket } of clients) socket.write(`${head.slice(0, -2)}x-slow: `)
    for (let time = 0; time < 10; time++) {
      expect((await ask(served.url + CHAT_PATH, GOOD)).status).toBe(200)
      await sleep(100)
    }
    await Promise.all(clients.map(({ closed }) => closed))
    clearInterval(drip)
    expect(clients.filter(({ received }) => !received().startsWith('HTTP/1.1 408 '))).toEqual([])
    await isWell()
  })

  test.each([
    ['one header of 1 MB', headOf({ 'x-bomb': 'x'.repeat(2 ** 20) })],
    ['100,000 headers', `${headOf({}).slice(0, -2)}${Array.from({ length: 100_000 }, (_, index) => `x-${index}: 1\r\n`).join('')}\r\n`],
    ['a path of 1 MB', `POST /${'x'.repeat(2 ** 20)} HTTP/1.1\r\nhost: a\r\n\r\n`],
  ])('turns down %s', async (_, bytes) => {
    // The answer is lost where the connection is closed upon bytes that are still coming.
    expect(await answerTo(served.url, bytes)).toMatch(/^(?:HTTP\/1\.1 431 |$)/)
    await isWell()
  })

  test('answers 413 to a body that is said to be too large, of which nothing comes', async () => {
    const { socket, received } = await open(served.url)
    socket.write(headOf({ 'content-length': 10 * LIMIT }))
    await is413({ received })
    socket.destroy()
    await isWell()
  })

  test('answers 413 to a body without an end, soon after the limit', async () => {
    const { socket, received, closed } = await open(served.url)
    socket.write(headOf({ 'transfer-encoding': 'chunked' }))
    const piece = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`)
    while (received() === '' && socket.writable) if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
    await is413({ received })
    expect(socket.bytesWritten).toBeGreaterThan(LIMIT)
    // What lies in the buffers of both sides.
    expect(socket.bytesWritten).toBeLessThan(LIMIT + 16 * 2 ** 20)
    socket.destroy()
    await isWell()
  })

  test.each(Object.entries(MALFORMED))('closes the connection upon %s', async (_, bytes) => {
    const answer = await answerTo(served.url, Buffer.from(bytes, 'latin1'))
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    await isWell()
    expect(await served.tell()).toMatchObject({ exchanges: 1 })
  })
})

/** In the envelope of the documented gateway. */
async function is413({ received }: Pick<Raw, 'received'>): Promise<void> {
  await expect.poll(received).toMatch(/^HTTP\/1\.1 413 [^]*\{"error":\{"message":"request body too large \(request id: \w+\)","type":"new_api_error","code":"read_request_body_failed"\}\}$/)
}
