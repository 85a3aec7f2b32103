import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/core/vocabulary.ts'
import { serve } from '../network/server.ts'
import { pixpact, type Run } from './run.ts'
import { pixpactBeside } from './run-beside.ts'

const png = readFileSync('fixtures/images/red.png')

function sendPng(_request: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/png', 'content-length': png.length }).end(png)
}

function bodyWith(...urls: readonly string[]): string {
  const images = urls.map((url) => ({ type: 'image_url', image_url: { url } }))
  return JSON.stringify({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: [...images, { type: 'text', text: '?' }] }] })
}

function validate(files: Readonly<Record<string, string>>, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const cwd = mkdtempSync(join(tmpdir(), 'pixpact-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  return pixpactBeside(['validate', ...args, ...Object.keys(files)], { cwd, env })
}

function idsOf(report: Report, payload = 0): string[] {
  return report.payloads[payload]!.findings.map(({ ruleId, messageId, severity }) => `${severity} ${ruleId}/${messageId}`)
}

describe('pixpact validate --fetch-urls', () => {
  test('judges what stands behind a URL, and shows it', async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === '/cat.png') sendPng(request, response)
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
    })
    const { code, stdout, stderr } = await validate({ 'a.json': bodyWith(`${origin}/cat.png`, `${origin}/page`) }, ['--fetch-urls', '--allow-private'])
    expect(stderr).toBe('')
    expect(stdout).toContain('✗ a.json · openai-chat · 2 images: url (png 381 B), url (text/html 15 B)')
    expect(stdout).toContain('    Behind the image URL is an HTML page, and the documented gateway (Xiaomi MiMo) takes image/jpeg, ')
    expect(code).toBe(1)
  })

  test('tells other tools what the file is', async () => {
    const { origin } = await serve(sendPng)
    const { code, stdout } = await validate({ 'a.json': bodyWith(origin) }, ['--fetch-urls', '--allow-private', '--reporter', 'json'])
    const report = JSON.parse(stdout) as Report
    expect(report.payloads[0]!.images).toEqual([
      { pointer: '/messages/0/content/0/image_url/url', form: 'url', role: 'user', detectedMediaType: 'image/png', decodedBytes: 381, width: 96, height: 96 },
    ])
    // Private addresses were allowed, and are no secret.
    expect(idsOf(report)).toEqual(['warning image-url/not-public'])
    expect(code).toBe(0)
  })

  test('asks for nothing without the flag', async () => {
    const { origin, requests } = await serve(sendPng)
    expect((await validate({ 'a.json': bodyWith(origin) }, [])).code).toBe(1)
    expect(requests).toEqual([])
  })

  test.each(['127.0.0.1', 'localhost', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0'])('does not ask at %s unless private addresses are allowed', async (host) => {
    const { port, requests } = await serve(sendPng)
    const { code, stdout } = await validate({ 'a.json': bodyWith(`http://${host}:${port}/`) }, ['--fetch-urls', '--reporter', 'json'])
    expect(idsOf(JSON.parse(stdout) as Report)).toEqual(['error image-url/not-public'])
    expect({ code, requests }).toEqual({ code: 1, requests: [] })
  })

  test('does not ask at them for a profile either that only warns of them', async () => {
    const { origin, requests } = await serve(sendPng)
    const args = ['--fetch-urls', '--reporter', 'json', '--profile', 'openai-compatible']
    expect(idsOf(JSON.parse((await validate({ 'a.json': bodyWith(origin) }, args)).stdout) as Report)).toEqual(['warning image-url/not-public'])
    expect(requests).toEqual([])
  })

  test('asks for a URL once in all files, and keeps their order', async () => {
    const { origin, requests } = await serve((request, response) => void setTimeout(sendPng, request.url === '/0' ? 100 : 0, request, response))
    const lines = Array.from({ length: 40 }, (_, line) => bodyWith(`${origin}/${line % 10}`))
    const files = { 'a.jsonl': lines.join('\n'), 'b.jsonl': lines.join('\n') }
    const { stdout } = await validate(files, ['--fetch-urls', '--allow-private', '--reporter', 'json'])
    const { payloads, summary } = JSON.parse(stdout) as Report
    expect(summary).toMatchObject({ payloads: 80, valid: 80 })
    expect(payloads.slice(0, 40).map(({ source }) => source.line)).toEqual(lines.map((_, line) => line + 1))
    expect(requests.map(({ url }) => url).toSorted()).toEqual(Array.from({ length: 10 }, (_, number) => `/${number}`))
  })

  test('asks for eight at once, whatever files they are in', async () => {
    let open = 0
    let most = 0
    const { origin } = await serve((request, response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        sendPng(request, response)
      }, 100)
    })
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, file) => [`${file}.json`, bodyWith(`${origin}/${file}`)]))
    expect((await validate(files, ['--fetch-urls', '--allow-private'])).code).toBe(0)
    expect(most).toBe(8)
  })

  test('measures images for the limits in pixels', async () => {
    const wide = Buffer.from(png)
    wide.writeUInt32BE(9000, 16)
    const { origin } = await serve((_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(wide))
    const body = JSON.stringify({ model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: origin } }] }] })
    const { stdout } = await validate({ 'a.json': body }, ['--fetch-urls', '--allow-private', '--profile', 'anthropic', '--reporter', 'json'])
    expect(idsOf(JSON.parse(stdout) as Report)).toContain('error image-dimensions/too-large')
  })

  test('ends with 2 when no name can be looked up, after the report of the others', async () => {
    const offline = `import dns from 'node:dns/promises'
      import { syncBuiltinESMExports } from 'node:module'
      dns.lookup = async () => { throw Object.assign(new Error('offline'), { code: 'EAI_AGAIN' }) }
      syncBuiltinESMExports()`
    const preload = join(mkdtempSync(join(tmpdir(), 'pixpact-')), 'offline.mjs')
    writeFileSync(preload, offline)
    const files = { 'a.json': bodyWith('https://example.com/a.png'), 'b.json': bodyWith('cat.png'), 'c.json': bodyWith('https://example.org/c.png') }
    const { code, stdout, stderr } = await validate(files, ['--fetch-urls'], { NODE_OPTIONS: `--import ${preload}` })
    expect(stdout).toContain('✗ b.json')
    expect(stdout).not.toContain('image-url-fetch')
    expect(stderr).toBe(
      'pixpact: The name example.com cannot be looked up (EAI_AGAIN), which says nothing of the image URLs.\n  Check the network and run it again, or leave out --fetch-urls. Proxies are not used.\n',
    )
    expect(code).toBe(2)
  })
})

test('pixpact validate --allow-private means nothing alone', () => {
  const { code, stdout, stderr } = pixpact(['validate', '--allow-private', 'fixtures/documented/good/openai-url.json'])
  expect(stderr).toContain('--allow-private says what --fetch-urls may ask for')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})
