import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/check/result.ts'
import { cellsOf } from '../../src/check/run/cells.ts'
import { runCells, type RunOptions } from '../../src/check/run/run.ts'
import type { Target } from '../../src/check/target.ts'
import { freePort } from '../gateways/free-port.ts'
import { targetOf } from './checking.ts'

/**
 * Answers `{}`, and notes each request. Its manners are of one time: `deaf` takes no SIGTERM, `stuck` never comes back from its second request,
 * `brief` ends when it is looked for behind its first answer.
 */
const GATEWAY = `
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const [port, folder, manner] = process.argv.slice(2)
const isFirst = !existsSync(folder + '/started')
writeFileSync(folder + '/started', '')
if (manner === 'deaf') process.on('SIGTERM', () => {})
let answered = 0
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    appendFileSync(folder + '/requests', request.method + '\\n')
    if (manner === 'stuck' && isFirst && answered === 1) for (;;);
    answered++
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('{}')
  })
})
server.on('connection', () => {
  if (manner !== 'brief' || !isFirst || answered === 0) return
  server.close()
  writeFileSync(folder + '/gone', '')
  process.exit(3)
})
server.listen(Number(port), '127.0.0.1')
`

let root: string
let folder: string
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'process-'))))
afterAll(() => rmSync(root, { recursive: true }))
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'))
  writeFileSync(join(folder, 'gateway.mjs'), GATEWAY)
})

/** A target whose gateway a command starts: `start` makes it of the one that runs it in the foreground. */
async function started(start: (run: string) => string, manner = ''): Promise<Target> {
  const port = await freePort()
  const command = start(`"${process.execPath}" ${folder}/gateway.mjs ${port} ${folder} ${manner}`)
  return targetOf(`http://127.0.0.1:${port}`, { format: 'openai-chat' }, { start: command })
}

/** The first cases of a target. */
function first(target: Target, number: number, options: Partial<RunOptions> = {}): Promise<CaseResult[]> {
  return runCells(target, cellsOf(target, { maxRequests: number }), { seed: 1, timeout: 20_000, keys: {}, ...options })
}

/** What became of each case; what a gateway answered is nothing to these tests. */
const fatesOf = (results: readonly CaseResult[]): string[] =>
  results.map(({ findings, reason, answered }) => {
    const [{ cause, about = '' } = { cause: '' }] = findings
    return reason ?? (cause === 'crashed' || cause === 'no-answer' ? `${cause} ${about}`.trim() : `answered ${answered}`)
  })

/** Holds the run up between two cases until the gateway is gone, so that the next case meets nobody. */
function untilGone(): void {
  while (!existsSync(join(folder, 'gone'))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
}

describe('a gateway that the kit has started', () => {
  test.each([
    ['in the background of a shell that ends', (run: string) => `${run} &`, ''],
    ['behind a shell, and takes no notice of SIGTERM', (run: string) => `true && ${run}; true`, 'deaf'],
  ])('is gone after the run where it runs %s', { timeout: 60_000 }, async (_, start, manner) => {
    const target = await started(start, manner)
    expect(fatesOf(await first(target, 1))).toEqual(['answered 200'])
    await expect(fetch(target.url)).rejects.toThrow()
  })

  test('is not sent anything more, and what ran is told, where it cannot be started again', { timeout: 60_000 }, async () => {
    const target = await started((run) => `if test -e ${folder}/started; then echo No licence. >&2; exit 7; fi; ${run}`, 'brief')
    const [crashed, ...rest] = fatesOf(await first(target, 3, { onCase: untilGone }))
    expect(crashed).toBe('crashed')
    const why = /^The gateway is down since openai-chat: \S+, and it could not be started again\. The gateway was not started: it ended with code 7\. No licence\.$/
    expect(rest).toEqual([expect.stringMatching(why), expect.stringMatching(why)])
  })

  test('is started again when it hangs, and the case is one without an answer', { timeout: 60_000 }, async () => {
    const target = await started((run) => run, 'stuck')
    expect(fatesOf(await first(target, 3, { timeout: 500 }))).toEqual(['answered 200', 'no-answer timeout', 'answered 200'])
  })

  test('took itself down behind the case before, when nobody listens at the next: that one runs again', { timeout: 60_000 }, async () => {
    const target = await started((run) => run, 'brief')
    expect(fatesOf(await first(target, 3, { onCase: untilGone }))).toEqual(['crashed', 'answered 200', 'answered 200'])
    expect(readFileSync(join(folder, 'requests'), 'utf8')).toBe('POST\nPOST\nPOST\n')
  })

  test('is not taken for another one that listens there, hangs, and was started by somebody else', { timeout: 60_000 }, async () => {
    await using other = await serving(() => 'hangs')
    const target: Target = { ...targetOf(other.url, { format: 'openai-chat' }), start: `touch ${folder}/started` }
    const [hung, reason] = fatesOf(await first(target, 2, { timeout: 300 }))
    expect(hung).toBe('no-answer timeout')
    expect(reason).toMatch(/^The gateway hangs since .*, and it could not be started again\. .*: something else listens at .* already\.$/)
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })
})

type Manner = 'answers' | 'hangs' | 'busy' | 'late crash'

/** A gateway in this process, which has a manner for each request, told how many it has had. */
async function serving(mannerOf: (answered: number) => Manner): Promise<{ url: string; requests(): number; [Symbol.asyncDispose](): Promise<void> }> {
  let requests = 0
  let goes = false
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const manner = mannerOf(requests)
      if (request.method === 'POST') requests++
      if (manner === 'hangs') return
      goes = manner === 'late crash'
      response.writeHead(manner === 'busy' ? 429 : 200, { 'content-type': 'application/json', connection: 'close', 'retry-after': '0' }).end('{}')
    })
  })
  server.on('connection', () => goes && server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

describe('a gateway that nobody starts again', () => {
  test('is not sent anything more once it hangs', { timeout: 60_000 }, async () => {
    await using gateway = await serving(() => 'hangs')
    const results = await first(targetOf(gateway.url, { format: 'openai-chat' }), 2, { timeout: 300 })
    expect(fatesOf(results)).toEqual(['no-answer timeout', expect.stringMatching(/^The gateway hangs since openai-chat: openai-chat\/\S+\. With --start the gateway is started again\.$/)])
    expect(gateway.requests()).toBe(1)
  })

  test('was taken down by the case before, when nobody listens at the next', { timeout: 60_000 }, async () => {
    await using gateway = await serving((answered) => (answered === 1 ? 'late crash' : 'answers'))
    const results = await first(targetOf(gateway.url, { format: 'openai-chat' }), 3)
    expect(fatesOf(results)).toEqual(['answered 200', 'crashed', expect.stringContaining(`is down since openai-chat: ${results[1]!.id}`)])
    expect(results[1]!.findings[0]!.message).toBe('Soon after this case nobody listened any more. It had answered 200.')
  })

  test('was taken down by the last case, when nobody listens behind it', { timeout: 60_000 }, async () => {
    await using gateway = await serving((answered) => (answered === 1 ? 'late crash' : 'answers'))
    expect(fatesOf(await first(targetOf(gateway.url, { format: 'openai-chat' }), 2))).toEqual(['answered 200', 'crashed'])
  })
})

describe('a limit of requests', () => {
  test('holds for those that are sent again after a 429 as well', { timeout: 60_000 }, async () => {
    await using gateway = await serving(() => 'busy')
    const results = await first(targetOf(gateway.url, { format: 'openai-chat' }), 2, { maxRequests: 2 })
    expect(gateway.requests()).toBe(2)
    expect(fatesOf(results)).toEqual(['It was answered 429, and the limit of 2 requests is used up.', 'The limit of 2 requests is used up.'])
  })

  test('leaves a case its four tries where they are to be had', { timeout: 60_000 }, async () => {
    await using gateway = await serving(() => 'busy')
    expect(fatesOf(await first(targetOf(gateway.url, { format: 'openai-chat' }), 1, { maxRequests: 4 }))).toEqual(['answered 429'])
    expect(gateway.requests()).toBe(4)
  })
})

describe('an interrupt', () => {
  test('ends the wait after a 429, and the case has no result', { timeout: 30_000 }, async () => {
    const interrupt = new AbortController()
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(429, { 'retry-after': '60' }).end('{}', () => setTimeout(() => interrupt.abort(), 50)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await first(targetOf(url, { format: 'openai-chat' }), 2, { signal: interrupt.signal })).toEqual([])
    server.close().closeAllConnections()
  })
})
