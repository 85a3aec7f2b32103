import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHECK_REPORTERS } from '../../src/check/report/index.ts'
import { CHECK_REPORTER_NAMES } from '../../src/cli/check.ts'
import { checkFaults } from '../../src/schema/check-faults.ts'
import { proxy } from '../check/proxy.ts'
import { freePort } from '../gateways/free-port.ts'
import { startMiniature, type Miniature } from '../gateways/miniature/miniature.ts'
import type { Run } from './run.ts'
import { pixpactBeside } from './run-beside.ts'

let folder: string
let gateway: Miniature
let described: readonly string[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'check-'))
  const port = await freePort()
  gateway = await startMiniature({ inbound: 'openai-chat', upstreamFormat: 'openai-chat', upstream: `http://127.0.0.1:${port}`, fault: 'drops-second-image' })
  described = ['--base-url', gateway.url, '--format', 'openai-chat', '--upstream-format', 'openai-chat', '--upstream-port', String(port)]
})

afterAll(async () => {
  await gateway.close()
  rmSync(folder, { recursive: true })
})

const at = (name: string): string => join(folder, name)
const GOOD = 'plain/text-only'
const BAD = 'known/portkey-33'
const check = (...args: readonly string[]): Promise<Run> => pixpactBeside(['check', ...described, ...args], { cwd: folder })
const filtered = (...filters: readonly string[]): string[] => filters.flatMap((filter) => ['--filter', filter])

describe('pixpact check', () => {
  test('ends with 0 where the gateway does nothing wrong', async () => {
    const { code, stdout } = await check(...filtered(GOOD))
    expect({ code, last: stdout.trim().split('\n').at(-1) }).toEqual({ code: 0, last: '2 cases: 2 passed' })
  })

  test('ends with 1 where it does, names the mistake, and tells how to see it again', async () => {
    const { code, stdout } = await check(...filtered(BAD))
    expect(code).toBe(1)
    expect(stdout).toContain('✗ picture-missing: a picture did not arrive (by URL)')
    expect(stdout).toMatch(/\$ pixpact check --base-url \S+ --format openai-chat .* --filter 'openai-chat-to-openai-chat: openai-chat\/known\/portkey-33-url'\n/)
  })

  test('ends with 2 where nobody listens', async () => {
    const port = await freePort()
    const { code, stderr } = await pixpactBeside(['check', '--base-url', `http://127.0.0.1:${port}`, '--format', 'openai-chat'], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain(`Nobody listens at http://127.0.0.1:${port}.`)
  })

  test('ends with 2 where no case is selected', async () => {
    expect((await check(...filtered('no such case'))).code).toBe(2)
  })

  test.each([
    ['no gateway', ['check'], 'No gateway is named.'],
    ['a target that there is not', ['check', '--target', 'x'], 'There is no target "x".'],
    ['an address without its format', ['check', '--base-url', 'http://127.0.0.1:1'], '--base-url needs --format.'],
    ['half of a provider', ['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '--upstream-port', '5'], '--upstream-format and --upstream-port belong together.'],
    ['an address that is none', ['check', '--base-url', 'gateway', '--format', 'openai-chat'], 'an address such as http://127.0.0.1:8787 is expected'],
    ['an address with a password', ['check', '--base-url', 'http://ann:secret@127.0.0.1:1', '--format', 'openai-chat'], 'holds a user or a password; give them in a header'],
    ['a header that cannot be sent', ['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '-H', 'x-key: a\u0001b'], 'has "x-key", of which name or value cannot be sent'],
    ['a port that is none', ['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '--upstream-format', 'openai-chat', '--upstream-port', '99999'], 'Give a whole number from 1 to 65535.'],
    ['a profile that does not take the format', ['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '--profile', 'anthropic'], 'is anthropic, which does not take openai-chat'],
    ['a key that is not there', ['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '--api-key-env', 'PIXPACT_NO_SUCH_KEY'], 'PIXPACT_NO_SUCH_KEY holds no key.'],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { code, stderr } = await pixpactBeside(args, { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  })

  test('lists the cases and counts them by what they are', async () => {
    const { code, stdout } = await check('--list')
    expect(code).toBe(0)
    expect(stdout).toContain('openai-chat-to-openai-chat: openai-chat/known/portkey-33-url    pictures by URL (Portkey#975)\n')
    expect(stdout).toMatch(/\n\d+ cases\nkind: \d+ valid, \d+ odd, \d+ faulty, \d+ upstream\n/)
    expect(stdout).toMatch(/\nform: \d+ base64, \d+ url, \d+ mixed\n/)
  })

  test('shows what would be sent and how much it is, and sends nothing', async () => {
    const { code, stdout } = await pixpactBeside(['check', '--base-url', 'http://127.0.0.1:1', '--format', 'openai-chat', '--dry-run', '--max-requests', '2'], { cwd: folder })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^POST http:\/\/127\.0\.0\.1:1\/v1\/chat\/completions {2}[\d,]+ bytes {2}openai-chat: .*\n(?:POST .*\n)\n2 requests, [\d,]+ bytes\. Nothing was sent\.\n$/)
  })

  test('prints the very body of a case', async () => {
    const { code, stdout } = await check('--print-body', ...filtered('known/portkey-33-url'))
    expect(code).toBe(0)
    expect(JSON.parse(stdout).messages[0].content).toHaveLength(3)
  })

  test('writes its reports to files, of which json is what the schema says', async () => {
    const reporters = ['json', 'junit', 'markdown'].flatMap((name) => ['--reporter', `${name}=${at(name)}`])
    expect((await check(...filtered(BAD, GOOD), ...reporters)).code).toBe(1)
    expect(checkFaults(JSON.parse(readFileSync(at('json'), 'utf8')))).toEqual([])
    expect(readFileSync(at('junit'), 'utf8')).toMatch(/<testsuite name="openai-chat-to-openai-chat" tests="3" failures="1" errors="0">/)
    expect(readFileSync(at('markdown'), 'utf8')).toContain('| picture-missing (by URL) | openai-chat-to-openai-chat | 1 |')
  })

  test.each(['Authorization: Bearer sk-do-not-show-me', 'x-litellm-api-key: sk-do-not-show-me', 'proxy-authorization: sk-do-not-show-me'])(
    'shows no key that it was given, in no report: %s',
    async (header) => {
      const reporters = CHECK_REPORTER_NAMES.flatMap((name) => ['--reporter', name])
      const { stdout } = await check('-H', header, ...filtered(BAD), ...reporters)
      expect(stdout).toContain('picture-missing')
      expect(stdout).not.toContain('sk-do-not-show-me')
    },
  )

  test('shows no key that the gateway repeats', async () => {
    const server = createServer((request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: `Incorrect key: ${request.headers.authorization}`, type: 'x', param: null, code: null } }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const reporters = CHECK_REPORTER_NAMES.flatMap((name) => ['--reporter', name])
    const args = ['check', '--base-url', `http://127.0.0.1:${port}`, '--format', 'openai-chat', '--api-key-env', 'PIXPACT_TEST_KEY', '--max-requests', '2', ...reporters]
    const { stdout } = await pixpactBeside(args, { cwd: folder, env: { PIXPACT_TEST_KEY: 'the-key-of-somebody' } })
    server.close()
    expect(stdout).toContain('Incorrect key: Bearer REDACTED')
    expect(stdout).not.toContain('the-key-of-somebody')
  })

  test('shows headers that hold no key', async () => {
    const { stdout } = await check('-H', 'x-portkey-provider: anthropic', ...filtered(BAD))
    expect(stdout).toContain("-H 'x-portkey-provider: anthropic'")
  })

  test('selects one case alone by its whole name', async () => {
    const { stdout } = await check('--list', ...filtered('openai-chat-to-openai-chat: openai-chat/plain/text-only'))
    expect(stdout).toMatch(/^openai-chat-to-openai-chat: openai-chat\/plain\/text-only\n\n1 cases\n/)
  })

  test('has the reporters that it names', () => {
    expect(CHECK_REPORTER_NAMES).toEqual(Object.keys(CHECK_REPORTERS))
  })
})

describe('pixpact check --baseline', () => {
  test('fails for what is new only, and for what is listed and gone', async () => {
    const baseline = at('baseline.json')
    const write = await check(...filtered(BAD), '--baseline', baseline, '--update-baseline')
    expect({ code: write.code, stderr: write.stderr }).toEqual({ code: 0, stderr: `pixpact: wrote ${baseline} with 1 known mistakes.\n` })
    expect((await check(...filtered(BAD, GOOD), '--baseline', baseline)).code).toBe(0)
    const { entries } = JSON.parse(readFileSync(baseline, 'utf8'))
    writeFileSync(baseline, JSON.stringify({ schemaVersion: 1, entries: [...entries, { route: 'openai-chat-to-openai-chat', case: 'openai-chat/plain/text-only', cause: 'picture-order' }] }))
    const stale = await check(...filtered(BAD, GOOD), '--baseline', baseline)
    expect({ code: stale.code, stdout: stale.stdout }).toEqual({ code: 1, stdout: expect.stringContaining('1 known, 0 new, 1 stale') })
    writeFileSync(baseline, JSON.stringify({ schemaVersion: 1, entries: [] }))
    expect((await check(...filtered(BAD), '--baseline', baseline)).code).toBe(1)
  })

  test('ends with 2 for an entry of a case that there is not, until it is written anew', async () => {
    const baseline = at('unknown.json')
    writeFileSync(baseline, JSON.stringify({ schemaVersion: 1, entries: [{ route: 'r', case: 'c', cause: 'picture-order' }] }))
    const { code, stderr } = await check(...filtered(GOOD), '--baseline', baseline)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('names the case "c" of route "r", which there is not') })
    expect((await check(...filtered(GOOD), '--baseline', baseline, '--update-baseline')).code).toBe(0)
    expect((await check(...filtered(GOOD), '--baseline', baseline)).code).toBe(0)
  })
})

describe('a target of the configuration', () => {
  test('is started, started again when it died, and ended at the end', { timeout: 60_000 }, async () => {
    const [own, upstream] = [await freePort(), await freePort()]
    const start = `"${process.execPath}" ${resolve('test/gateways/miniature/main.ts')} --port ${own} --inbound openai-chat --upstream-format anthropic-messages --upstream http://127.0.0.1:${upstream} --fault dies-on-cut`
    const target = { url: `http://127.0.0.1:${own}`, start, routes: [{ name: 'main', format: 'openai-chat', upstream: { format: 'anthropic-messages', port: upstream } }] }
    writeFileSync(at('pixpact.config.json'), JSON.stringify({ targets: { mine: target } }))
    const { code, stdout } = await pixpactBeside(['check', '--target', 'mine', '--config', at('pixpact.config.json'), ...filtered('upstream/cut-body', 'upstream/no-answer', GOOD)], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('6 cases: 5 passed, 1 failed by 1 mistake')
    await expect(fetch(`http://127.0.0.1:${own}`)).rejects.toThrow()
  })

  test('is not run any further once it is down, where nobody says how to start it', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const { createServer } = await import('node:http')
    const server = createServer(() => server.close(() => undefined).closeAllConnections()).listen(port, '127.0.0.1')
    const { code, stdout } = await pixpactBeside(['check', '--base-url', `http://127.0.0.1:${port}`, '--format', 'openai-chat', '--max-requests', '3'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toContain('✗ crashed: the gateway went down')
    expect(stdout).toMatch(/2 cases did not run\. The gateway is down since openai-chat: .*--start/)
    expect(stdout).toContain('3 cases: 0 passed, 1 failed by 1 mistake, 2 did not run')
  })
})

test('an interrupted check reports what ran and ends with 130', { timeout: 60_000 }, async () => {
  const port = await freePort()
  let interrupt: () => void
  await using slow = await proxy(`http://127.0.0.1:${port}`, {
    request: (body) => {
      interrupt()
      return body
    },
  })
  const args = ['check', '--base-url', slow.url, '--format', 'openai-chat', '--upstream-format', 'openai-chat', '--upstream-port', String(port)]
  const child = spawn(process.execPath, [resolve('bin/pixpact.mjs'), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  interrupt = () => child.kill('SIGINT')
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(await ended).toBe(130)
  expect(stderr).toMatch(/^pixpact: interrupted after \d+ of 162 cases\.$/m)
  expect(stdout).toMatch(/^\d+ cases?: \d+ passed/m)
})

describe('pixpact diff', () => {
  test('ends with 1 and names what is new between two runs, and with 0 the other way round', async () => {
    const [broken, whole] = [at('broken.json'), at('whole.json')]
    await check(...filtered(BAD), '--reporter', `json=${broken}`)
    const run = JSON.parse(readFileSync(broken, 'utf8'))
    writeFileSync(whole, JSON.stringify({ ...run, causes: [], cases: run.cases.map((one: object) => ({ ...one, status: 'passed', findings: [] })) }))
    const worse = await pixpactBeside(['diff', whole, broken])
    expect({ code: worse.code, stdout: worse.stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/✗ new {2}picture-missing: .*\n(?:.*\n)+1 regression, 0 where it failed before too, 0 gone/) })
    const better = await pixpactBeside(['diff', broken, whole])
    expect({ code: better.code, stdout: better.stdout }).toEqual({ code: 0, stdout: expect.stringContaining('✓ gone') })
  })

  test('ends with 2 for what is no saved run', async () => {
    writeFileSync(at('other.json'), '{"schemaVersion": 1}')
    const { code, stderr } = await pixpactBeside(['diff', at('other.json'), at('other.json')])
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('schemas/kit/check.schema.json') })
  })
})
