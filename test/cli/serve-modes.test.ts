import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { serve } from '../network/server.ts'
import { pixpact } from './run.ts'
import { post, serving } from './serving.ts'

const good = readFileSync('fixtures/documented/good/openai-multi-image.json', 'utf8')
const other = readFileSync('fixtures/documented/good/openai-base64.json', 'utf8')

const parent = mkdtempSync(join(tmpdir(), 'pixpact-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

let upstream: Gateway
beforeAll(async () => {
  upstream = await startGateway()
})
afterAll(() => upstream.close())

describe('pixpact serve', () => {
  test('records what an upstream answers, replays it, and fails on a request that was not recorded', async () => {
    const dir = join(parent, 'set')
    const recorder = await serving(['--mode', 'record', '--upstream', upstream.url, '--recordings', dir, '--allow-record-in-ci'])
    const live = await (await post(`${recorder.url}/v1/chat/completions`, good)).text()
    const recorded = await recorder.stop()
    expect(recorded.stderr).toContain(`Requests are passed on to ${upstream.url}, and what it answers is stored in ${dir}. Keys are passed on, and not stored.\n`)
    expect(recorded.stderr).toMatch(/→ 200 \(stored: \S+, new\)\n/)
    expect(recorded.code).toBe(0)

    const replay = await serving(['--mode', 'replay', '--recordings', dir])
    expect(await (await post(`${replay.url}/v1/chat/completions`, good)).text()).toBe(live)
    expect((await post(`${replay.url}/v1/chat/completions`, other)).status).toBe(404)
    const { stderr, stdout, code } = await replay.stop()
    expect(stderr).toMatch(/✓ .* → 200 \(replayed: \S+\)\n/)
    expect(stderr).toMatch(/✗ .* · valid → 404 \(.+\)\n/)
    expect(stderr).toContain('pixpact: 1 request was not answered, judged or stored as it should be.\n')
    expect(stdout).toContain('2 requests valid')
    expect(code).toBe(1)
  })

  test('takes upstream and folder from the environment, and shows no password of the upstream', async () => {
    const at = upstream.url.replace('//', '//me:secret@')
    const served = await serving(['--mode', 'auto', '--allow-record-in-ci'], { PIXPACT_UPSTREAM: at, PIXPACT_RECORDINGS: join(parent, 'auto') })
    for (let round = 0; round < 2; round++) await (await post(`${served.url}/v1/chat/completions`, good)).text()
    const { stderr, stdout, code } = await served.stop()
    expect(stderr).toMatch(/stored: \S+, new\)[^]*replayed: /)
    expect(stderr + stdout).not.toContain('secret')
    expect(code).toBe(0)
  })

  test('takes upstream and folder from the configuration, where nothing else says them', async () => {
    const config = join(parent, 'pixpact.config.json')
    writeFileSync(config, JSON.stringify({ upstream: upstream.url, recordings: 'configured' }))
    const args = ['--mode', 'record', '--allow-record-in-ci', '--config', config]
    const served = await serving(args, {}, [])
    await (await post(`${served.url}/v1/chat/completions`, good)).text()
    await served.stop()
    expect(existsSync(join(parent, 'configured'))).toBe(true)
    const told = await serving([...args, '--recordings', join(parent, 'told')], { PIXPACT_RECORDINGS: join(parent, 'variable') }, [])
    await (await post(`${told.url}/v1/chat/completions`, good)).text()
    await told.stop()
    expect([existsSync(join(parent, 'told')), existsSync(join(parent, 'variable'))]).toEqual([true, false])
  })

  test('stores nothing of an answer that is under way when it is stopped, and says so', async () => {
    const dir = join(parent, 'stopped')
    const { origin } = await serve((_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {}\n\n'))
    const served = await serving(['--mode', 'record', '--upstream', origin, '--recordings', dir, '--allow-record-in-ci'])
    const response = await post(`${served.url}/v1/chat/completions`, good)
    await response.body!.getReader().read()
    const { stderr } = await served.stop()
    expect(stderr).toContain('→ 200 (the gateway was stopped before its end)\n')
    expect(existsSync(dir)).toBe(false)
  })

  test('tells with 1 that no answer came from above', async () => {
    const served = await serving(['--mode', 'forward', '--upstream', 'http://127.0.0.1:1', '--quiet'])
    expect((await post(`${served.url}/v1/chat/completions`, good)).status).toBe(502)
    const { stderr, code } = await served.stop()
    expect(stderr).toContain('→ 502 (no answer from http://127.0.0.1:1: it refuses connections (ECONNREFUSED))\n')
    expect(code).toBe(1)
  })

  test.each<[string[], NodeJS.ProcessEnv, string]>([
    [['--mode', 'record'], { CI: '' }, 'Mode record needs an upstream to ask.\n  Name it: --upstream https://api.shubiaobiao.com, or the option upstream.'],
    [['--mode', 'record', '--upstream', 'http://127.0.0.1:1'], { CI: 'true' }, 'Mode record makes recordings, and this is CI: the environment variable CI is set.\n  Use mode replay here'],
    [['--mode', 'auto', '--upstream', 'http://127.0.0.1:1'], { CI: '1' }, 'Mode auto makes recordings, and this is CI'],
    [['--mode', 'forward', '--upstream', 'ftp://127.0.0.1'], {}, 'The upstream is a ftp: URL'],
    [['--mode', 'forward', '--upstream', 'http://127.0.0.1:1', '--fault', 'quota'], {}, 'Faults are for mode simulate'],
    [['--mode', 'replay', '--recordings', join(parent, 'nowhere')], {}, join(parent, 'nowhere')],
    [['--mode', 'replay', '--speed', 'fast'], {}, 'Give instant, recorded, or a number above 0.'],
    [['--mode', 'record', '--secret-env', 'PIXPACT_NO_SUCH'], {}, 'The environment variable PIXPACT_NO_SUCH is not set'],
  ])('refuses %j where the environment has %j', (args, env, message) => {
    const { code, stderr } = pixpact(['serve', '--no-config', ...args], { env })
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })
})
