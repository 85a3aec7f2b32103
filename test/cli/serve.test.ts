import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { pixpact } from './run.ts'
import { post, serving } from './serving.ts'

const good = readFileSync('fixtures/documented/good/openai-multi-image.json', 'utf8')
const broken = readFileSync('fixtures/documented/broken/3-missing-prefix.json', 'utf8')

describe('pixpact serve', () => {
  test('tells the base URLs for both SDKs, shows each request in a line, and reports on Ctrl-C', async () => {
    const served = await serving()
    await post(`${served.url}/v1/chat/completions`, good)
    await post(`${served.url}/v1/chat/completions`, broken)
    const { code, stdout, stderr } = await served.stop()
    expect(code).toBe(1)
    expect(stderr).toContain(`OPENAI_BASE_URL=${served.url}/v1\n`)
    expect(stderr).toContain(`ANTHROPIC_BASE_URL=${served.url}/anthropic\n`)
    expect(stderr).toContain('✓ POST /v1/chat/completions · openai-chat · 1 × url · 1 × png 381 B · valid → 200\n')
    expect(stderr).toContain('✗ POST /v1/chat/completions · openai-chat · 1 × png 381 B · 1 error: data-url/prefix-missing → 400\n')
    expect(stdout).toContain('✗ POST /v1/chat/completions#2 · openai-chat · 1 image: png 381 B\n')
    expect(stdout).toContain('1 of 2 requests invalid: 1 error, 0 warnings, 0 notes\n')
  })

  test('ends with 0 when nothing was found, and writes the report that was asked for', async () => {
    const served = await serving(['--reporter', 'json'])
    await post(`${served.url}/v1/chat/completions`, good)
    const { code, stdout } = await served.stop('SIGTERM')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'serve',
      summary: { payloads: 1, valid: 1 },
      payloads: [{ source: { path: 'POST /v1/chat/completions', entry: 1 }, images: [{ form: 'url' }, { detectedMediaType: 'image/png' }] }],
    })
  })

  test('ends with 2 when no request came', async () => {
    const { code, stderr } = await (await serving()).stop()
    expect(code).toBe(2)
    expect(stderr).toContain('nothing was tested, since no chat request came')
  })

  test('shows findings with each request when --verbose is given', async () => {
    const served = await serving(['--verbose'])
    await post(`${served.url}/v1/chat/completions`, broken)
    expect(served.printed()).toContain('  error  data-url/prefix-missing  POST /v1/chat/completions:14:20\n')
    expect(served.printed()).toContain('→ Write "data:image/png;base64," before it.')
    await served.stop()
  })

  test('shows neither a key in a query nor what a path would do to a terminal', async () => {
    const served = await serving()
    await post(`${served.url}/v1/chat/completions%1b[2J?key=secret`, good)
    const { stderr, stdout } = await served.stop()
    expect(stderr + stdout).not.toContain('secret')
    expect(stderr + stdout).not.toContain('\u001b[2J')
  })

  test('makes requests meet the faults of --fault', async () => {
    const served = await serving(['--fault', 'rate-limit@0.5'])
    const statuses = [await post(`${served.url}/v1/chat/completions`, good), await post(`${served.url}/v1/chat/completions`, good)].map(({ status }) => status)
    const { stderr, code } = await served.stop()
    expect(statuses).toEqual([429, 200])
    expect(stderr).toContain('→ 429 (fault: rate-limit)\n')
    expect(code).toBe(0)
  })

  test('judges by the levels that are asked for', async () => {
    const served = await serving(['--rule', 'data-url=warning', '--fail-on', 'never'])
    expect((await post(`${served.url}/v1/chat/completions`, broken)).status).toBe(200)
    expect((await served.stop()).code).toBe(0)
  })

  test('says so when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const { code, stderr } = pixpact(['serve', '--port', String(port)])
    taken.close()
    expect(code).toBe(2)
    expect(stderr).toBe(`pixpact: The gateway cannot listen at 127.0.0.1:${port}: something else listens there already.\n  Choose another port, or 0 for a free one.\n`)
  })

  test('costs those who validate nothing: neither a server nor hashes are loaded', () => {
    const script = `
      const { main } = await import('./src/cli/main.ts')
      await main(['node', 'pixpact', 'validate', '--no-config', '--quiet', 'fixtures/documented/good/openai-url.json'])
      console.log(process.moduleLoadList.filter((name) => /NativeModule (?:http|crypto)$/.test(name)).join())`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect([stdout, stderr]).toEqual(['1 request valid: 0 errors, 0 warnings, 0 notes\n\n', ''])
  })

  test.each([
    [['--port', '70000'], 'Give a number from 0 to 65535.'],
    [['--fault', 'quote'], 'There is no fault "quote".\n  Did you mean quota?'],
    [['--fault', 'quota@2'], '"2" is no rate for the fault quota.'],
    [['--mode', 'backward'], 'Allowed choices are simulate, replay, record, auto, forward.'],
  ])('refuses %j', (args, message) => {
    const { code, stderr } = pixpact(['serve', ...args])
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})
