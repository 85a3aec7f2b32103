/**
 * What does it cost to judge a request on its way in? Rival: a server of `node:http` that throws bodies away and answers `{}`. Each server
 * runs in a process of its own; they are asked in turns.
 *
 * `node bench/server.ts` prints the best of several rounds: small requests a second over 10 connections, milliseconds for a body of 10 MB, one at a
 * time, processor time of the server for each, and the ratios to the rival in the same run.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { bodyOfSkeleton } from '../src/body/body.ts'
import { startGateway } from '../src/gateway/index.ts'
import { receive } from '../src/gateway/receive.ts'
import { sizedImage } from '../src/image/sized-image.ts'
import { judge } from '../src/validate/judge.ts'

const ROUNDS = 7
const LOADS = {
  small: { request: post({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: 'What is this?' }] }), connections: 10, times: 500 },
  'one URL': {
    request: post({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: [image('https://example.com/cat.png'), { type: 'text', text: 'What is this?' }] }] }),
    connections: 10,
    times: 500,
  },
  '10 MB': {
    request: post({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: [image(`data:image/png;base64,${sizedImage({ mediaType: 'image/png', bytes: 7_400_000, mark: 1 })}`)] }] }),
    connections: 1,
    times: 20,
  },
} as const

const JSON_HEAD = { 'content-type': 'application/json', 'content-length': 2 }

const SERVERS: Readonly<Record<string, () => Promise<string>>> = {
  'discard the body': () => listening((request, response) => request.resume().once('end', () => response.writeHead(200, JSON_HEAD).end('{}'))),
  'scan and judge': () =>
    listening(async (request, response) => {
      const received = await receive(request, { limit: Infinity, digest: () => undefined })
      if (typeof received === 'string') throw new Error(received)
      const { valid } = judge(bodyOfSkeleton(received.skeleton), { path: request.url!, headers: request.headers as Record<string, string> })
      response.writeHead(valid ? 200 : 400, JSON_HEAD).end('{}')
    }),
  // With the SHA-256 of each image, which the answer names.
  'judge and simulate': async () => (await startGateway({ keepExchanges: false })).url,
}

async function listening(handler: RequestListener): Promise<string> {
  const server = createServer({ highWaterMark: 1 << 20 }, handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

if (process.send === undefined) await compare()
else await serve()

/** In a process of its own: serves, and tells what processor time that took so far. */
async function serve(): Promise<void> {
  process.on('message', () => process.send!(process.cpuUsage()))
  process.send!(await SERVERS[process.argv[2]!]!())
}

async function compare(): Promise<void> {
  const children = Object.keys(SERVERS).map((name) => ({ name, process: fork(fileURLToPath(import.meta.url), [name]) }))
  const servers = await Promise.all(children.map(async ({ name, process: child }) => ({ name, child, url: new URL(String((await once(child, 'message'))[0])) })))
  for (const [load, { request, connections, times }] of Object.entries(LOADS)) {
    const best = new Map(servers.map(({ name }) => [name, { wall: Infinity, cpu: Infinity }]))
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { name, child, url } of servers) {
        const before = await cpuOf(child)
        const start = performance.now()
        await Promise.all(Array.from({ length: connections }, () => ask(Number(url.port), request, times)))
        const wall = (performance.now() - start) / (connections * times)
        const cpu = ((await cpuOf(child)) - before) / (connections * times)
        const known = best.get(name)!
        // The first round is for the engine to get warm.
        if (round > 0) best.set(name, { wall: Math.min(known.wall, wall), cpu: Math.min(known.cpu, cpu) })
      }
    }
    const rival = best.get(servers[0]!.name)!
    for (const [name, { wall, cpu }] of best) {
      const rate = load === '10 MB' ? `${wall.toFixed(2)} ms` : `${Math.round(1000 / wall).toLocaleString('en-US')} requests/s`
      console.log(`${load.padEnd(8)} ${name.padEnd(20)} ${rate.padStart(18)}  ${(wall / rival.wall).toFixed(2)} x the time   ${cpu.toFixed(3)} ms of processor, ${(cpu / rival.cpu).toFixed(2)} x`)
    }
  }
  for (const { child } of servers) child.kill()
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
  return (user + system) / 1000
}

/** Sends a request again and again over one connection, each when the answer to the last is there. The answers are all as long as the first. */
async function ask(port: number, request: Buffer, times: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  await once(socket, 'connect')
  for (let time = 0; time < times; time++) await answered(socket, request)
  socket.destroy()
}

function answered(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = ''
    const take = (piece: Buffer): void => {
      received += piece.toString('latin1')
      const head = received.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1])
      if (head === -1 || received.length < head + 4 + length) return
      socket.off('data', take)
      if (received.startsWith('HTTP/1.1 200')) resolve()
      else reject(new Error(received))
    }
    socket.on('data', take)
    socket.write(request)
  })
}

function post(value: unknown): Buffer {
  const body = JSON.stringify(value)
  const head = ['POST /v1/chat/completions HTTP/1.1', 'host: 127.0.0.1', 'api-key: any', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function image(url: string): object {
  return { type: 'image_url', image_url: { url } }
}
