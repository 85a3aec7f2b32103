import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pixpact, type Run } from './run.ts'

const good = resolve('fixtures/documented/good/openai-multi-image.json')
const broken = resolve('fixtures/documented/broken/3-missing-prefix.json')
const NODE = process.execPath
const WITHHELD = ['OPENAI_ADMIN_KEY', 'OPENAI_CUSTOM_HEADERS', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_IDENTITY_TOKEN', 'ANTHROPIC_CUSTOM_HEADERS']

function run(args: readonly string[], options: Parameters<typeof pixpact>[1] = {}): Run {
  return pixpact(['run', '--no-config', ...args], options)
}

/** A command that posts a file to Chat Completions, prints the status, and ends with `code`. */
function posting(file: string, code = 0): string[] {
  const script = `
    const body = require('node:fs').readFileSync(${JSON.stringify(file)})
    const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.OPENAI_API_KEY }
    fetch(process.env.OPENAI_BASE_URL + '/chat/completions', { method: 'POST', headers, body }).then(async (response) => {
      await response.text()
      console.log(response.status)
      process.exitCode = ${code}
    })`
  return [NODE, '-e', script]
}

const has = (...probe: readonly [string, ...string[]]): boolean => spawnSync(probe[0], probe.slice(1)).status === 0

/** What posts the file `body.json` in languages of all sorts. */
const CLIENTS = [
  { client: 'node', here: true, command: posting('body.json') },
  {
    client: 'curl',
    here: has('curl', '--version'),
    command: ['sh', '-c', [
      'curl -s -o answer.json -w "%{http_code}\\n" "$OPENAI_BASE_URL/chat/completions"',
      '-H "authorization: Bearer $OPENAI_API_KEY" -H "content-type: application/json" -d @body.json',
    ].join(' ')],
  },
  {
    client: 'python',
    here: has('python3', '--version'),
    command: ['python3', '-c', [
      'import os, urllib.request as r',
      'headers = {"content-type": "application/json", "authorization": "Bearer " + os.environ["OPENAI_API_KEY"]}',
      'print(r.urlopen(r.Request(os.environ["OPENAI_BASE_URL"] + "/chat/completions", open("body.json", "rb").read(), headers)).status)',
    ].join('\n')],
  },
  { client: 'npm test', here: has('npm', '--version'), command: ['npm', 'test', '--silent'] },
]

describe.each(CLIENTS)('pixpact run with $client', ({ client, here, command }) => {
  const note = here ? '' : ` (SKIPPED: ${client} is not here)`

  test.skipIf(!here)(`runs it so that it finds the gateway by its environment, proxies or not, and reports what it sent${note}`, () => {
    const cwd = mkdtempSync(join(tmpdir(), 'pixpact-'))
    writeFileSync(join(cwd, 'body.json'), readFileSync(good))
    writeFileSync(join(cwd, 'send.cjs'), posting('body.json')[2]!)
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ scripts: { test: 'node send.cjs' } }))
    const { code, stdout, stderr } = run(['--', ...command], { cwd, env: { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' } })
    expect(stdout, stderr).toBe('200\n')
    expect(stderr).toContain('✓ POST /v1/chat/completions#1 · openai-chat · 2 images: url, png 381 B\n1 request valid: 0 errors, 0 warnings, 0 notes\n')
    expect(code).toBe(0)
  })
})

describe('pixpact run', () => {
  test('lets the SDKs find it without a word about where and with which key', () => {
    const script = `
      import OpenAI from 'openai'
      import Anthropic from '@anthropic-ai/sdk'
      const messages = [{ role: 'user', content: 'Hi' }]
      const chat = await new OpenAI().chat.completions.create({ model: 'mimo-v2-omni', messages })
      const message = await new Anthropic().messages.create({ model: 'mimo-v2-omni', max_tokens: 99, messages })
      console.log(chat.object, message.type)`
    const { code, stdout, stderr } = run(['--', NODE, '--input-type=module', '-e', script])
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'chat.completion message\n' })
    expect(stderr).toContain('✓ POST /v1/chat/completions#1')
    expect(stderr).toContain('✓ POST /anthropic/v1/messages#2')
  })

  test('passes no real key on, however it is called', () => {
    const keys = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'LITELLM_PROXY_API_KEY', 'MIMO_API_KEY']
    const urls = ['OPENAI_BASE_URL', 'OPENAI_API_BASE', 'ANTHROPIC_BASE_URL', 'ANTHROPIC_API_URL', 'ANTHROPIC_API_BASE']
    const real = Object.fromEntries([...keys, ...urls, ...WITHHELD].map((name) => [name, 'https://real-secret.example']))
    const { stdout } = run(['--', NODE, '-p', 'JSON.stringify(process.env)'], { env: { ...real, KEPT: 'as it was' } })
    const env = JSON.parse(stdout) as Record<string, string>
    expect(stdout).not.toContain('real-')
    expect(env).toMatchObject({ KEPT: 'as it was', OPENAI_API_KEY: 'sk-pixpact-dummy', ANTHROPIC_API_KEY: 'sk-pixpact-dummy' })
    expect(env['OPENAI_BASE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    expect(env['ANTHROPIC_BASE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/anthropic$/)
  })

  test('changes no other variables than docs/run.md names', () => {
    const before: NodeJS.ProcessEnv = { ...process.env, ...Object.fromEntries(WITHHELD.map((name) => [name, 'secret'])) }
    const after = JSON.parse(run(['--', NODE, '-p', 'JSON.stringify(process.env)'], { env: before }).stdout) as NodeJS.ProcessEnv
    const isKept = (name: string): boolean => /^(?:FORCE_COLOR$|PIXPACT_)/.test(name) || before[name] === after[name]
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isKept(name))
    const documented = [...readFileSync('docs/run.md', 'utf8').matchAll(/`([A-Za-z_]{8,})`/g)].map(([, name]) => name)
    expect(changed.toSorted()).toEqual(documented.toSorted())
  })

  test.each([
    ['', 'intra.example', 'intra.example,127.0.0.1'],
    ['a.example', 'b.example', 'a.example,127.0.0.1'],
    ['', '', '127.0.0.1'],
  ])('keeps requests to the gateway from going through a proxy, and others as they were: no_proxy=%s NO_PROXY=%s', (lower, upper, expected) => {
    const script = 'console.log(process.env.NO_PROXY, process.env.no_proxy)'
    expect(run(['--', NODE, '-e', script], { env: { NO_PROXY: upper, no_proxy: lower } }).stdout).toBe(`${expected} ${expected}\n`)
  })

  test('leaves input and output as they are, byte by byte, and reports to standard error', () => {
    const input = Buffer.from([0, 255, 10, 27, 91, 50, 74])
    const script = 'process.stdin.pipe(process.stdout); process.stderr.write("mine\\n")'
    const { stdout, stderr } = run(['--quiet', '--', NODE, '-e', script], { input })
    expect(Buffer.from(stdout)).toEqual(Buffer.from(input.toString()))
    expect(stderr.startsWith('mine\npixpact: nothing was tested')).toBe(true)
  })

  test.each([
    ['behind --', ['--', NODE, '-p', 'process.argv.slice(1).join()', '--', '--verbose', '--mode', 'x']],
    ['without --', [NODE, '-p', 'process.argv.slice(1).join()', '--', '--verbose', '--mode', 'x']],
  ])('leaves the options of the command to it, %s', (_, args) => {
    expect(run(args).stdout).toBe('--verbose,--mode,x\n')
  })

  test('shows each request with its findings as it comes with --verbose, meets faults, and writes reports into files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pixpact-')), 'report.json')
    const { code, stdout, stderr } = run(['--verbose', '--fault', 'rate-limit', '--reporter', `json=${file}`, '--', ...posting(broken)])
    expect(stdout).toBe('429\n')
    expect(stderr).toContain('✗ POST /v1/chat/completions · openai-chat · 1 × png 381 B · 1 error: data-url/prefix-missing → 429 (fault: rate-limit)\n')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ command: 'run', summary: { payloads: 1, invalid: 1 } })
    expect(code).toBe(1)
  })

  test('tells clients of a format that the profile does not take that it is so', () => {
    const script = `
      const headers = { 'content-type': 'application/json', 'x-api-key': 'any' }
      const body = '{"model":"m","max_tokens":1,"messages":[]}'
      fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', headers, body }).then(({ status }) => console.log(status))`
    const { code, stdout, stderr } = run(['--profile', 'openai', '--', NODE, '-e', script])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '404\n' })
    expect(stderr).toContain('✗ POST /v1/messages#1')
  })
})

describe('the exit code of pixpact run', () => {
  test.each<[what: string, args: readonly string[], code: number, sentence: string]>([
    ['0 when nothing was found', posting(good), 0, '1 request valid'],
    ['1 when something was found', posting(broken), 1, '1 of 1 request invalid: 1 error'],
    ['0 when what was found does not count', ['--fail-on', 'never', '--', ...posting(broken)], 0, '1 of 1 request invalid: 1 error'],
    ["the command's, whatever was found", posting(broken, 7), 7, '1 of 1 request invalid: 1 error'],
    ["the command's, when nothing was sent", [NODE, '-e', 'process.exit(7)'], 7, 'pixpact: nothing was tested, since'],
    ['2 when nothing was sent', [NODE, '-e', ''], 2, 'Its clients must take their base URL from OPENAI_BASE_URL or ANTHROPIC_BASE_URL.'],
    ['2 when no chat request was sent', [NODE, '-e', "fetch(process.env.OPENAI_BASE_URL + '/models')"], 2, 'What came instead:\n    - GET /v1/models → 401\n'],
    ['128 and the number of the signal that ended the command', [NODE, '-e', "process.kill(process.pid, 'SIGKILL')"], 137, 'was ended by the signal SIGKILL.'],
    ['2 when there is no such command', ['--', 'no-such-command'], 2, 'pixpact: The command "no-such-command" cannot be started: there is no such program.\n  Name a program'],
    ['2 when the command may not be run', ['--', resolve('README.md')], 2, 'cannot be started: it may not be run.'],
    ['2 without a command', [], 2, "missing required argument 'command'"],
    ['2 for an unknown fault, before the command is run', ['--fault', 'quote', '--', NODE, '-e', 'console.log("ran")'], 2, 'There is no fault "quote".'],
  ])('is %s', (_, args, code, sentence) => {
    const ended = run(args)
    expect(ended.stderr).toContain(sentence)
    expect(ended.code).toBe(code)
    expect(ended.stdout).not.toContain('ran')
  })
})
