import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { serve, serveRaw } from '../network/server.ts'
import { ask, chat, CHAT_PATH, messages, MESSAGES_PATH, PNG, pngOf } from './requests.ts'

const KEYS = { 'content-type': 'application/json', 'api-key': 'any' }
const ANSWER = JSON.stringify({ id: 'a', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'A cat.' } }] })

function forwarding(upstream: string, more: object = {}): Promise<Gateway> {
  return startGateway({ mode: 'forward', upstream, profile: 'openai-compatible', ...more })
}

/** Sends a request by hand, and hands out what comes as it comes. */
async function open(url: string, options: { method?: string; headers?: Record<string, string | number>; body?: string | Buffer }): Promise<IncomingMessage> {
  const { method = 'POST', headers = KEYS, body } = options
  const request = httpRequest(url, { method, headers })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

describe('what is passed on', () => {
  test('is the request as it was sent, without what is about the connection', async () => {
    const bodies: Buffer[] = []
    const upstream = await serve(async (request, response) => {
      bodies.push(await buffer(request))
      response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER)
    })
    await using gateway = await forwarding(`${upstream.origin}/proxy/`)
    const body = Buffer.from(JSON.stringify(chat([pngOf(300_000)])))
    const response = await open(`${gateway.url}${CHAT_PATH}?api-version=2`, {
      headers: { ...KEYS, 'X-Custom': 'a', connection: 'x-hop', 'x-hop': 'b', te: 'trailers', 'x-pixpact-recording': 'name', 'content-length': body.length },
      body,
    })
    await buffer(response)
    const [{ url, headers } = { url: '', headers: {} }] = upstream.requests
    expect(bodies).toEqual([body])
    expect(url).toBe(`/proxy${CHAT_PATH}?api-version=2`)
    expect(headers).toMatchObject({ host: new URL(upstream.origin).host, 'api-key': 'any', 'x-custom': 'a', 'content-length': String(body.length) })
    expect(Object.keys(headers).filter((name) => ['x-hop', 'te', 'x-pixpact-recording', 'transfer-encoding'].includes(name))).toEqual([])
    expect(gateway.exchanges).toMatchObject([{ method: 'POST', path: CHAT_PATH, status: 200, report: { valid: true } }])
  })

  test('carries user and password of the upstream, but not where a web page asks', async () => {
    const upstream = await serve((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER))
    await using gateway = await forwarding(upstream.origin.replace('//', '//ann:secret@'))
    const asked = async (headers: Record<string, string>): Promise<string | undefined> => {
      await buffer(await open(gateway.url + CHAT_PATH, { headers: { ...KEYS, ...headers }, body: '{}' }))
      return upstream.requests.at(-1)!.headers.authorization
    }
    expect(await asked({})).toBe(`Basic ${Buffer.from('ann:secret').toString('base64')}`)
    expect(await asked({ origin: 'https://evil.example' })).toBeUndefined()
  })

  test('is the answer as it came: status, headers, cookies, and no redirect is followed', async () => {
    const upstream = await serve((_, response) => response.writeHead(307, { location: 'http://example.com/', 'set-cookie': ['a=1', 'b=2'], 'x-custom': 'a' }).end('moved'))
    await using gateway = await forwarding(upstream.origin)
    const response = await fetch(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS, body: '{}', redirect: 'manual' })
    expect(response.status).toBe(307)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(response.headers.get('x-custom')).toBe('a')
    expect(await response.text()).toBe('moved')
    expect(upstream.requests).toHaveLength(1)
  })

  test.each([
    ['a base that the client sends already', '/v1', '/v1/models', '/v1/models'],
    ['a base of its own', '/eu', '/v1/models', '/eu/v1/models'],
    ['a query of its own', '?version=3', '/v1/models?a=b', '/v1/models?a=b&version=3'],
  ])('goes to where the upstream is, with %s', async (_, base, asked, expected) => {
    const upstream = await serve((__, response) => response.end('{}'))
    await using gateway = await forwarding(upstream.origin + base)
    await (await fetch(gateway.url + asked)).text()
    expect(upstream.requests[0]?.url).toBe(expected)
  })

  test('never goes to another server, whatever the request line says', async () => {
    const other = await serve((_, response) => response.end('{}'))
    const upstream = await serve((_, response) => response.end('{}'))
    await using gateway = await forwarding(upstream.origin)
    for (const line of [`GET ${other.origin}/v1/models`, `GET //127.0.0.1:${other.port}/v1/models`]) {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      socket.write(`${line} HTTP/1.1\r\nhost: 127.0.0.1:${other.port}\r\nconnection: close\r\n\r\n`)
      await buffer(socket)
    }
    expect([upstream.requests.length, other.requests.length]).toEqual([2, 0])
  })

  test('takes user and password of the upstream for a request that has no authorization', async () => {
    const upstream = await serve((_, response) => response.end('{}'))
    await using gateway = await forwarding(upstream.origin.replace('//', '//me:p%40ss@'))
    await (await fetch(`${gateway.url}/v1/models`)).text()
    await (await fetch(`${gateway.url}/v1/models`, { headers: { authorization: 'Bearer mine' } })).text()
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`, 'Bearer mine'])
  })

  test.each(['GET', 'HEAD'])('is %s /v1/models too', async (method) => {
    const upstream = await serve((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}'))
    await using gateway = await forwarding(upstream.origin)
    const response = await fetch(`${gateway.url}/v1/models`, { method })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '2', method === 'GET' ? '{}' : ''])
    expect(upstream.requests[0]?.method).toBe(method)
    expect(gateway.exchanges).toMatchObject([{ method, path: '/v1/models', status: 200 }])
  })

  test('is a body that waits for 100-continue', async () => {
    const digests: string[] = []
    const upstream = await serve(async (request, response) => {
      digests.push(createHash('sha256').update(await buffer(request)).digest('hex'))
      response.end(ANSWER)
    })
    await using gateway = await forwarding(upstream.origin)
    const body = Buffer.from(JSON.stringify(chat([pngOf(3_000_000)])))
    const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: { ...KEYS, expect: '100-continue', 'content-length': body.length } })
    request.flushHeaders()
    await once(request, 'continue')
    request.end(body)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect((await buffer(response)).toString()).toBe(ANSWER)
    expect(digests).toEqual([createHash('sha256').update(body).digest('hex')])
    expect(upstream.requests[0]?.headers.expect).toBeUndefined()
  })
})

describe('a stream', () => {
  test('reaches the client frame by frame: the first one before the last is sent', async () => {
    const confirmed = Promise.withResolvers<void>()
    const upstream = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"id":1}\n\n')
      await confirmed.promise
      response.end('data: [DONE]\n\n')
    })
    await using gateway = await forwarding(upstream.origin)
    const response = await fetch(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS, body: JSON.stringify(chat([PNG], { stream: true })) })
    const reader = response.body!.getReader()
    const first = await reader.read()
    expect(Buffer.from(first.value!).toString()).toBe('data: {"id":1}\n\n')
    confirmed.resolve()
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('data: [DONE]\n\n')
    expect((await reader.read()).done).toBe(true)
  })

  test('goes up as it comes: its beginning arrives before its end is sent', async () => {
    const begun = Promise.withResolvers<void>()
    const upstream = await serve(async (request, response) => {
      request.once('data', () => begun.resolve())
      await buffer(request)
      response.end(ANSWER)
    })
    await using gateway = await forwarding(upstream.origin)
    const body = JSON.stringify(chat([PNG]))
    const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS })
    request.write(body.slice(0, 100))
    await begun.promise
    request.end(body.slice(100))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect((await buffer(response)).toString()).toBe(ANSWER)
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('that is compressed with %s passes unchanged, and is judged all the same', async (encoding, compress) => {
    const bytes = compress(Buffer.from('data: {"id": 1}\n\ndata: oops\n\n'.repeat(50)))
    const upstream = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding }).end(bytes))
    await using gateway = await forwarding(upstream.origin)
    const response = await open(gateway.url + CHAT_PATH, { headers: { ...KEYS, 'accept-encoding': encoding }, body: JSON.stringify(chat([PNG], { stream: true })) })
    expect(await buffer(response)).toEqual(bytes)
    expect(response.headers['content-encoding']).toBe(encoding)
    expect(upstream.requests[0]?.headers['accept-encoding']).toBe(encoding)
    expect(gateway.findings).toContainEqual(expect.objectContaining({ ruleId: 'stream-grammar', messageId: 'bad-json', side: 'response', pointer: '/1' }))
  })

  test('that is too fast waits for a client that is slow', async () => {
    let sent = 0
    const upstream = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const piece = `data: {"id":"${'a'.repeat(100_000)}"}\n\n`
      for (let count = 0; count < 3000; count++) {
        sent += piece.length
        if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
      }
      response.end()
    })
    await using gateway = await forwarding(upstream.origin)
    const response = await open(gateway.url + CHAT_PATH, { body: JSON.stringify(chat([PNG], { stream: true })) })
    response.pause()
    for (let before = -1; before !== sent; ) {
      before = sent
      await sleep(300)
    }
    expect(sent).toBeLessThan(60_000_000)
    let received = 0
    for await (const chunk of response) received += (chunk as Buffer).length
    expect(received).toBe(sent)
    expect(sent).toBeGreaterThan(300_000_000)
  })
})

describe('what breaks off', () => {
  test.each<[string, Record<string, string>]>([
    ['of known length', { 'content-length': '1000' }],
    ['of unknown length', {}],
  ])('above, of an answer %s, is a cut for the client too, behind what had come', async (_, headers) => {
    const upstream = await serve((__, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).write('data: {"id":1}\n\n', () => response.destroy())
    })
    await using gateway = await forwarding(upstream.origin)
    const response = await open(gateway.url + CHAT_PATH, { body: JSON.stringify(chat([PNG], { stream: true })) })
    let text = ''
    const failed = once(response, 'error')
    response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' })
    expect(text).toBe('data: {"id":1}\n\n')
    expect(gateway.exchanges).toMatchObject([{ status: 200, note: 'the answer broke off' }])
    expect(gateway.findings).toContainEqual(expect.objectContaining({ ruleId: 'stream-grammar', messageId: 'done-missing', side: 'response' }))
  })

  test('below, ends the request above', async () => {
    const gone = Promise.withResolvers<void>()
    const upstream = await serve((_, response) => {
      response.on('close', () => gone.resolve()).writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"id":1}\n\n')
    })
    await using gateway = await forwarding(upstream.origin)
    const response = await open(gateway.url + CHAT_PATH, { body: JSON.stringify(chat([PNG], { stream: true })) })
    await once(response, 'data')
    response.destroy()
    await gone.promise
    await expect.poll(() => gateway.exchanges).toMatchObject([{ status: 200, note: 'the client went away before its end', report: { valid: true } }])
  })

  test('below before there is an answer, ends the request above too, and its verdict is told', async () => {
    const came = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const upstream = await serve((_, response) => {
      response.on('close', () => gone.resolve())
      came.resolve()
    })
    await using gateway = await forwarding(upstream.origin)
    const client = new AbortController()
    const asked = fetch(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS, body: JSON.stringify(chat([PNG])), signal: client.signal }).catch((error: unknown) => error)
    await came.promise
    // The verdict is there as soon as the body is.
    await sleep(50)
    client.abort()
    await gone.promise
    expect(await asked).toBeInstanceOf(Error)
    await expect.poll(() => gateway.exchanges).toMatchObject([{ status: 499, note: 'the client went away before its end', report: { valid: true } }])
  })

  test('in the middle of a body that is too large, is answered with 413, and nothing more goes up', async () => {
    const gone = Promise.withResolvers<void>()
    const upstream = await serve((request) => void request.on('close', () => gone.resolve()).resume())
    await using gateway = await forwarding(upstream.origin, { maxRequestBytes: 1_000_000 })
    const request = httpRequest(gateway.url + CHAT_PATH, { method: 'POST', headers: KEYS })
    request.on('error', () => undefined).write(JSON.stringify(chat([pngOf(3_000_000)])))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(413)
    await gone.promise
  })

  test('when the gateway is closed, is told, and closing waits for nobody', async () => {
    const upstream = await serve((_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"id":1}\n\n'))
    const gateway = await forwarding(upstream.origin)
    const response = await open(gateway.url + CHAT_PATH, { body: JSON.stringify(chat([PNG], { stream: true })) })
    response.on('error', () => undefined)
    await once(response, 'data')
    await gateway.close()
    expect(gateway.exchanges).toMatchObject([{ status: 200, note: 'the gateway was stopped before its end' }])
  })
})

describe('where no answer comes from above', () => {
  async function refusing(): Promise<string> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    await once(server, 'close')
    return `http://127.0.0.1:${port}`
  }

  test.each<[string, () => Promise<string>, string]>([
    ['nobody listens', refusing, 'it refuses connections (ECONNREFUSED)'],
    ['the connection is closed', async () => (await serveRaw((socket) => socket.end())).origin, 'it closed the connection without an answer (UND_ERR_SOCKET)'],
    ['no HTTP is spoken', async () => (await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))).origin, 'what it answers is no HTTP (HTTPParserError)'],
    ['no TLS is spoken', async () => (await serve(() => undefined)).origin.replace('http', 'https'), 'it cannot be trusted over TLS (ERR_SSL_'],
  ])('since %s, the client gets 502 in the envelope of its dialect', async (_, at, reason) => {
    const upstream = await at()
    await using gateway = await forwarding(upstream)
    const message = `pixpact: no answer from ${upstream}: ${reason}`
    expect(await ask(gateway.url + CHAT_PATH, chat([PNG]))).toMatchObject({ status: 502, json: { error: { type: 'server_error', message: expect.stringContaining(message) } } })
    expect(await ask(gateway.url + MESSAGES_PATH, messages([PNG]))).toMatchObject({ status: 502, json: { type: 'error', error: { type: 'api_error', message: expect.stringContaining(message) } } })
    expect(gateway.exchanges).toMatchObject([{ status: 502, report: { valid: true }, failure: expect.stringContaining(reason) }, { status: 502 }])
  })

  test('what it answers before it has heard everything is passed on', async () => {
    const upstream = await serve((request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"no","type":"a","code":null,"param":null}}')
      setTimeout(() => request.resume(), 100)
    })
    await using gateway = await forwarding(upstream.origin)
    expect((await ask(gateway.url + CHAT_PATH, chat([pngOf(5_000_000)]))).status).toBe(401)
  })
})

describe('a gateway that passes on', () => {
  test('judges requests and answers, and passes both on as they are', async () => {
    const upstream = await serve((_, response) => response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"no"}'))
    await using gateway = await forwarding(upstream.origin, { profile: 'openai' })
    const answer = await ask(gateway.url + CHAT_PATH, chat([PNG], { messages: [] }))
    expect(answer).toMatchObject({ status: 400, text: '{"error":"no"}' })
    expect(new Set(gateway.findings.map(({ side, ruleId }) => `${side} ${ruleId}`))).toContain('request messages')
    expect(new Set(gateway.findings.map(({ side, ruleId }) => `${side} ${ruleId}`))).toContain('response error-envelope')
  })

  test('keeps nothing of a long stream', async () => {
    const upstream = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const piece = `data: {"id":"${'a'.repeat(100_000)}"}\n\n`
      for (let count = 0; count < 2000; count++) if (!response.write(piece)) await once(response, 'drain')
      response.end()
    })
    await using gateway = await forwarding(upstream.origin)
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const response = await open(gateway.url + CHAT_PATH, { body: JSON.stringify(chat([PNG], { stream: true })) })
    for await (const _ of response) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    expect(most).toBeLessThan(100_000_000)
    expect(gateway.exchanges).toMatchObject([{ status: 200, report: { valid: false } }])
    expect(gateway.exchanges[0]!.failure).toBeUndefined()
  })

  test.each<[object, string]>([
    [{ mode: 'forward' }, 'Mode forward needs an upstream to ask.'],
    [{ mode: 'forward', upstream: 'nonsense' }, 'The upstream is no URL.'],
    [{ mode: 'forward', upstream: 'file:///etc/passwd' }, 'The upstream is a file: URL, and only http: and https: can be asked.'],
    [{ mode: 'forward', upstream: 'http://localhost', faults: ['quota'] }, 'Faults are for mode simulate, and this is mode forward.'],
    [{ mode: 'forward', upstream: 'http://localhost:41999/v1', port: 41999 }, 'The upstream is this gateway itself.'],
    [{ mode: 'backward' }, 'There is no mode "backward".'],
    [{ mode: 'toString' }, 'There is no mode "toString".'],
    [{ mode: 'replay', speed: 0 }, '"0" is no speed.'],
  ])('refuses %j', async (options, message) => {
    await expect(startGateway(options)).rejects.toMatchObject({ code: 'usage', message })
  })
})
