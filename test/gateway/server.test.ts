import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { ask, chat, CHAT_PATH, messages, PNG, pngOf } from './requests.ts'

/** What a raw text is answered, until the connection ends. */
function raw(gateway: Gateway, text: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk)).on('close', () => resolve(answer)).on('error', () => undefined)
  })
}

describe('the server', () => {
  test('lets browsers in', async () => {
    await using gateway = await startGateway()
    const preflight = await fetch(gateway.url + CHAT_PATH, { method: 'OPTIONS', headers: { 'access-control-request-headers': 'authorization,content-type' } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).headers.get('access-control-allow-origin')).toBe('*')
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'api-key': '' })).headers.get('access-control-allow-origin')).toBe('*')
  })

  test.each([
    ['an unreadable request', 'HELLO\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    ['headers without end', `POST / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 'HTTP/1.1 431'],
    ['a path that is none', 'POST //[ HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}', 'HTTP/1.1 404 Not Found'],
    ['another method', 'GET /v1/chat/completions HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 'HTTP/1.1 404 Not Found'],
  ])('answers %s, and goes on', async (_, text, status) => {
    await using gateway = await startGateway()
    expect(await raw(gateway, text)).toContain(status)
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(200)
  })

  test('turns a body down that is said to be too large, before it came', async () => {
    await using gateway = await startGateway()
    const answer = await raw(gateway, `POST ${CHAT_PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 999999999999\r\n\r\n{"model": "`)
    expect(answer).toContain('HTTP/1.1 413 Payload Too Large')
    expect(answer).toContain('read_request_body_failed')
  })

  test('turns a body down that holds more values than can be judged', async () => {
    await using gateway = await startGateway()
    const answer = await ask(gateway.url + CHAT_PATH, `{"model":"mimo-v2-omni","messages":[${'0,'.repeat(4_000_000)}0]}`)
    expect(answer).toMatchObject({ status: 413, json: { error: { code: 'read_request_body_failed' } } })
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(200)
  })

  test('goes on when a client vanishes in the middle of its body', async () => {
    await using gateway = await startGateway()
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    socket.write(`POST ${CHAT_PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n{"model": "`)
    await sleep(100)
    socket.destroy()
    await sleep(100)
    expect(gateway.exchanges).toEqual([])
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(200)
  })

  test('goes on when a client vanishes in the middle of a stream', async () => {
    await using gateway = await startGateway({ faults: ['slow-stream'] })
    const gone = new AbortController()
    const response = await fetch(gateway.url + CHAT_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-key': 'any' },
      body: JSON.stringify(chat([PNG], { stream: true })),
      signal: gone.signal,
    })
    await response.body!.getReader().read()
    gone.abort()
    await sleep(400)
    expect(gateway.exchanges).toHaveLength(1)
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]))).status).toBe(200)
  })

  test('ends at once, whatever is still open', async () => {
    const gateway = await startGateway({ faults: ['latency'] })
    const waiting = ask(gateway.url + CHAT_PATH, chat([PNG])).catch((error: unknown) => error)
    await sleep(100)
    const before = performance.now()
    await gateway.close()
    expect(performance.now() - before).toBeLessThan(1000)
    expect(await waiting).toBeInstanceOf(Error)
  })

  test('judges 40 images of 2.5 MB while they arrive, and keeps none of them', async () => {
    await using gateway = await startGateway()
    const images = Array.from({ length: 40 }, (_, mark) => pngOf(2_500_000, mark))
    const body = Buffer.from(JSON.stringify(chat(images)))
    globalThis.gc?.()
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: { 'content-type': 'application/json', 'api-key': 'any', 'content-length': body.length } })
      request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', reject)
      const send = (at: number): void => {
        if (at >= body.length) request.end()
        else request.write(body.subarray(at, at + 65_536), () => send(at + 65_536))
      }
      send(0)
    })
    clearInterval(timer)
    expect(status).toBe(200)
    expect(gateway.exchanges[0]?.report?.images).toHaveLength(40)
    expect(most).toBeLessThan(50_000_000)
  })

  test('says where SDKs are to send their requests', async () => {
    await using gateway = await startGateway()
    expect(gateway).toMatchObject({ openaiBaseUrl: `${gateway.url}/v1`, anthropicBaseUrl: `${gateway.url}/anthropic` })
    await using cloud = await startGateway({ profile: 'anthropic' })
    expect(cloud.anthropicBaseUrl).toBe(cloud.url)
    expect(cloud.openaiBaseUrl).toBeUndefined()
  })

  test('rejects options that mean nothing, and a port that is taken', async () => {
    await using gateway = await startGateway()
    await expect(startGateway({ port: Number(new URL(gateway.url).port) })).rejects.toMatchObject({ code: 'cannot-listen' })
    await expect(startGateway({ fault: ['quota'] } as object)).rejects.toMatchObject({ code: 'usage', hint: 'Did you mean faults?' })
    await expect(startGateway({ faults: ['nope'] })).rejects.toMatchObject({ code: 'usage' })
  })

  test('judges what is sent to a path where nothing listens', async () => {
    await using gateway = await startGateway()
    await ask(`${gateway.url}/v1/v1/messages`, messages([PNG]))
    expect(gateway.findings).toMatchObject([{ ruleId: 'endpoint', messageId: 'unknown-path' }])
  })
})
