import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { UrlFacts } from '../../src/image/url-facts.ts'
import { Addresses } from '../../src/network/addresses.ts'
import { fetchUrl } from '../../src/network/fetch-url.ts'
import { serve, serveRaw, type TestServer } from './server.ts'

const MIB = 2 ** 20
const png = readFileSync('fixtures/images/red.png')
const elevenMiB = Buffer.concat([png, Buffer.alloc(11 * MIB - png.length)])
const pngFacts = { contentType: 'image/png', bytes: 381, detectedMediaType: 'image/png', width: 96, height: 96 }

const everywhere = new Addresses({ lookup: async () => ['127.0.0.1'], allowPrivate: true, timeoutMs: 1000 })

function factsOf(url: string, countTo = 10 * MIB, timeoutMs = 5000): Promise<UrlFacts> {
  return fetchUrl(new URL(url), everywhere, { timeoutMs, countTo })
}

/** How a server answers by path; each writes to the response on its own. */
const answers: Readonly<Record<string, RequestListener>> = {
  '/ranges.png': ({ headers }, response) => {
    const last = Number(/bytes=0-(\d+)/.exec(headers.range ?? '')![1])
    response.writeHead(206, { 'content-type': 'image/png', 'content-range': `bytes 0-${last}/${elevenMiB.length}` }).end(elevenMiB.subarray(0, last + 1))
  },
  '/no-ranges.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png', 'content-length': elevenMiB.length }).end(elevenMiB),
  '/small.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png', 'content-length': png.length }).end(png),
  '/chunked.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(elevenMiB),
  '/chunked-small.png': (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).write(png.subarray(0, 100))
    response.end(png.subarray(100))
  },
  '/jpeg.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(readFileSync('fixtures/images/green.jpg')),
  '/untyped': (_, response) => void response.writeHead(200).end(png),
  '/page.png': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>cat</title>'),
  '/nothing.png': (_, response) => void response.writeHead(200).end(),
  '/cut.png': (_, response) => void response.writeHead(200).end(png.subarray(0, 20)),
  '/gzip.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(gzipSync(png)),
  '/bomb.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(gzipSync(elevenMiB)),
  '/no-gzip.png': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(png),
  '/get-only.png': ({ method }, response) => void response.writeHead(method === 'GET' ? 200 : 405, { 'content-type': 'image/png' }).end(png),
  '/untold-total.png': ({ headers }, response) => {
    if (headers.range === undefined) response.writeHead(200, { 'content-type': 'image/png' }).end(elevenMiB)
    else response.writeHead(206, { 'content-range': 'bytes 0-65535/*' }).end(elevenMiB.subarray(0, 65_536))
  },
  '/other-part.png': ({ headers }, response) => {
    if (headers.range === undefined) response.writeHead(200, { 'content-type': 'image/png', 'content-length': png.length }).end(png)
    else response.writeHead(206, { 'content-range': 'bytes 100-380/381' }).end(png.subarray(100))
  },
  '/unsatisfiable.png': ({ headers }, response) => void response.writeHead(headers.range === undefined ? 200 : 416, { 'content-length': 0 }).end(),
  '/understated.png': (_, response) => void response.writeHead(206, { 'content-type': 'image/png', 'content-range': 'bytes 0-9/10' }).end(png),
  '/404': (_, response) => void response.writeHead(404).end('no'),
  '/401': (_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic' }).end(),
  '/cookie': ({ headers }, response) => {
    if (headers.cookie === undefined) response.writeHead(302, { location: '/cookie', 'set-cookie': 'seen=1' }).end()
    else response.writeHead(200, { 'content-type': 'image/png' }).end(png)
  },
  '/loop': (_, response) => void response.writeHead(302, { location: '/loop' }).end(),
  '/to-file': (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/to-nowhere': (_, response) => void response.writeHead(302).end(),
  '/relative': (_, response) => void response.writeHead(308, { location: 'small.png?sig=secret#top' }).end(),
  '/with-user': ({ headers }, response) => {
    response.writeHead(301, { location: `http://ann:secret@${headers.host}/small.png` }).end()
  },
  '/header-bomb': (_, response) => {
    for (let number = 0; number < 500; number++) response.setHeader(`x-${number}`, 'x'.repeat(100))
    response.end(png)
  },
  '/never': () => undefined,
  '/drips.png': (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png' })
    const timer = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(timer))
  },
  '/stalls.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png', 'content-length': 1000 }).write(png.subarray(0, 100)),
  '/closes-early.png': (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': 1000 }).write(png)
    setTimeout(() => response.socket!.end(), 50)
  },
  '/resets': ({ socket }) => void socket.resetAndDestroy(),
}

let server: TestServer
beforeAll(async () => {
  server = await serve((request, response) => answers[request.url!.split('?')[0]!]!(request, response))
})

describe('a file behind a URL', () => {
  test.each([
    ['of a server that knows ranges', '/ranges.png', { ...pngFacts, bytes: 11 * MIB }],
    ['of a server that sends all of it', '/no-ranges.png', { ...pngFacts, bytes: 11 * MIB }],
    ['that is small', '/small.png', pngFacts],
    ['of 11 MiB of which no size is told', '/chunked.png', { contentType: 'image/png', moreThan: 10 * MIB, detectedMediaType: 'image/png', width: 96, height: 96 }],
    ['that is small and of which no size is told', '/chunked-small.png', pngFacts],
    ['that is called another type', '/jpeg.png', { contentType: 'image/png', detectedMediaType: 'image/jpeg', bytes: expect.any(Number) as number, width: 96, height: 96 }],
    ['that is called nothing', '/untyped', { bytes: 381, detectedMediaType: 'image/png', width: 96, height: 96 }],
    ['that is a page', '/page.png', { contentType: 'text/html', bytes: 33, detectedMediaType: 'text/html', cut: true }],
    ['that is empty', '/nothing.png', { bytes: 0 }],
    ['that is cut', '/cut.png', { bytes: 20, detectedMediaType: 'image/png', cut: true }],
    ['that comes compressed', '/gzip.png', pngFacts],
    ['that grows when it is decompressed', '/bomb.png', { contentType: 'image/png', moreThan: 10 * MIB, detectedMediaType: 'image/png', width: 96, height: 96 }],
    ['of a server that answers 405 to HEAD', '/get-only.png', pngFacts],
    ['of a server that sends a range and keeps the size for itself', '/untold-total.png', { contentType: 'image/png', moreThan: 10 * MIB, detectedMediaType: 'image/png', width: 96, height: 96 }],
    ['of a server that sends another range than it was asked for', '/other-part.png', pngFacts],
    ['that is empty, of a server that knows ranges', '/unsatisfiable.png', { bytes: 0 }],
    ['that is larger than the server tells', '/understated.png', pngFacts],
  ])('%s', async (_, path, file) => {
    expect(await factsOf(server.origin + path)).toEqual({ redirects: 0, file })
  })

  test('is not counted where its size does not matter', async () => {
    expect(await factsOf(`${server.origin}/chunked.png`, 0)).toEqual({
      redirects: 0,
      file: { contentType: 'image/png', detectedMediaType: 'image/png', width: 96, height: 96 },
    })
  })

  test('is asked for once, by GET, with nothing of the user', async () => {
    const { requests, origin } = await serve(answers['/small.png']!)
    await factsOf(`${origin.replace('//', '//ann:secret@')}/small.png?a=1#top`)
    expect(requests.map(({ method, url, headers }) => ({ method, url, headers }))).toEqual([
      {
        method: 'GET',
        url: '/small.png?a=1',
        headers: {
          host: origin.slice('http://'.length),
          connection: 'close',
          'user-agent': expect.stringMatching(/^pixpact\/\d/) as string,
          accept: '*/*',
          'accept-encoding': 'identity',
          range: 'bytes=0-65535',
        },
      },
    ])
  })

  test('of 11 MiB is not read to its end', async () => {
    let sent = 0
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 * MIB }).write(png)
      const more = (): void => {
        for (let goes = true; goes && !response.destroyed; sent += MIB) goes = response.write(Buffer.alloc(MIB))
      }
      response.on('drain', more)
      more()
    })
    expect(await factsOf(origin)).toMatchObject({ file: { bytes: 1000 * MIB, detectedMediaType: 'image/png' } })
    expect(sent).toBeLessThan(50 * MIB)
  })
})

describe('a URL behind which no file is', () => {
  test('leaves no connection open, however much the server still has to say', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const { origin } = await serve((_, response) => {
      response.on('close', resolve).writeHead(404).write('no')
    })
    await factsOf(origin, 0, 60_000)
    await closed
  }, 5000)

  test.each([
    ['answers 404', '/404', { kind: 'status', detail: '404' }],
    ['answers 401', '/401', { kind: 'status', detail: '401' }],
    ['sends more headers than anybody reads', '/header-bomb', { kind: 'malformed-answer' }],
    ['calls what is not compressed compressed', '/no-gzip.png', { kind: 'malformed-answer' }],
    ['closes the connection in the middle of the file', '/closes-early.png', { kind: 'connection-closed' }],
    ['resets the connection', '/resets', { kind: 'connection-closed' }],
    ['redirects to a file of the machine', '/to-file', { kind: 'bad-redirect', detail: 'file:' }],
    ['redirects without saying where to', '/to-nowhere', { kind: 'bad-redirect' }],
  ])('is told by what the server does: it %s', async (_, path, failure) => {
    expect(await factsOf(server.origin + path)).toEqual({ redirects: 0, failure })
  })

  test.each([
    ['never answers', '/never'],
    ['drips', '/drips.png'],
    ['stalls in the middle of the file', '/stalls.png'],
  ])('is given up in time when the server %s', async (_, path) => {
    const start = performance.now()
    expect(await factsOf(server.origin + path, 0, 600)).toEqual({ redirects: 0, failure: { kind: 'timeout' } })
    expect(performance.now() - start).toBeLessThan(1500)
  })

  test.each<[string, (socket: Socket) => void, object]>([
    ['says what is no HTTP', (socket) => socket.end('220 mail.example.com ESMTP\r\n'), { kind: 'malformed-answer' }],
    ['says nothing and hangs up', (socket) => socket.end(), { kind: 'connection-closed' }],
  ])('is told by what the server does: it %s', async (_, answer, failure) => {
    const { origin } = await serveRaw(answer)
    expect(await factsOf(origin)).toEqual({ redirects: 0, failure })
  })

  test('is told by nothing that listens', async () => {
    expect(await factsOf('http://127.0.0.1:1/')).toEqual({ redirects: 0, failure: { kind: 'connection-refused' } })
  })

  test('is told by encryption that does not come about', async () => {
    // By name, so that a connection that looked it up anew would find nobody.
    const facts = await factsOf(`https://secure.example.com:${server.port}/`)
    expect(facts).toMatchObject({ failure: { kind: 'tls', detail: expect.any(String) as string } })
  })
})

describe('redirects', () => {
  test('are followed, and the end is told without its query', async () => {
    expect(await factsOf(`${server.origin}/relative`)).toEqual({ redirects: 1, end: `${server.origin}/small.png`, file: pngFacts })
  })

  test('are followed five times', async () => {
    const before = server.requests.length
    expect(await factsOf(`${server.origin}/loop`)).toEqual({
      redirects: 5,
      end: `${server.origin}/loop`,
      failure: { kind: 'too-many-redirects', detail: '5' },
    })
    expect(server.requests.length - before).toBe(6)
  })

  test('carry no user and no cookie', async () => {
    const before = server.requests.length
    expect(await factsOf(`${server.origin}/with-user`)).toMatchObject({ redirects: 1, end: `${server.origin}/small.png`, file: pngFacts })
    expect(await factsOf(`${server.origin}/cookie`)).toMatchObject({ failure: { kind: 'too-many-redirects' } })
    for (const { headers } of server.requests.slice(before)) {
      expect(Object.keys(headers).filter((name) => ['cookie', 'authorization', 'referer', 'origin'].includes(name))).toEqual([])
    }
  })
})
