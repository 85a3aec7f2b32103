import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/core/vocabulary.ts'
import { pixpact, type Run } from './run.ts'

const openai = readFileSync('fixtures/documented/good/openai-base64.json', 'utf8')
const anthropic = readFileSync('fixtures/documented/good/anthropic-base64.json', 'utf8')
const broken = readFileSync('fixtures/documented/broken/3-missing-prefix.json', 'utf8')

function oneLine(json: string): string {
  return JSON.stringify(JSON.parse(json))
}

function har(...requests: readonly object[]): string {
  return JSON.stringify({ log: { entries: requests.map((request) => ({ request })) } }, null, 2)
}

function post(url: string, text: string): object {
  return { method: 'POST', url, postData: { mimeType: 'application/json', text } }
}

/** Runs `pixpact validate` in a folder with these files. */
function validate(files: Readonly<Record<string, string | Buffer>>, args: readonly string[], input?: string): Run {
  const cwd = mkdtempSync(join(tmpdir(), 'pixpact-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  return pixpact(['validate', ...args], { cwd, ...(input !== undefined && { input }) })
}

function reportOf(files: Readonly<Record<string, string | Buffer>>, args: readonly string[], input?: string): Report {
  return JSON.parse(validate(files, ['--reporter', 'json', ...args], input).stdout) as Report
}

describe('pixpact validate', () => {
  test('names the line of a body in JSON Lines, and the place of what is wrong with it', () => {
    const { code, stdout } = validate({ 'a.jsonl': `${oneLine(openai)}\n\n${oneLine(broken)}\n` }, ['a.jsonl'])
    const column = oneLine(broken).indexOf('"url":"') + 7
    expect(code).toBe(1)
    expect(stdout).toContain('✓ a.jsonl:1 · openai-chat · 1 image')
    expect(stdout).toContain('✗ a.jsonl:3 · openai-chat · 1 image')
    expect(stdout).toContain(`error  data-url/prefix-missing  a.jsonl:3:${column}\n`)
  })

  test('reports a line of the other format where it stands', () => {
    const line = `{"custom_id": "1", "params": ${oneLine(anthropic)}}\n`
    const { code, stdout } = validate({ 'a.jsonl': `${oneLine(openai)}\n${line}` }, ['--profile', 'openai', 'a.jsonl'])
    expect(stdout).toContain('✓ a.jsonl:1 · openai-chat')
    expect(stdout).toContain('error  wrong-format/body  a.jsonl:2:')
    expect(code).toBe(1)
  })

  test('names the entry of a body in a HAR file, and the place of its text', () => {
    const file = har({ method: 'GET', url: 'https://example.com/' }, post('https://example.com/v1/chat/completions', broken))
    const { code, stdout } = validate({ 'a.har': file }, ['a.har'])
    const line = file.split('\n').findIndex((text) => text.includes('"text"')) + 1
    expect(code).toBe(1)
    expect(stdout).toContain('✗ a.har#1 · openai-chat · 1 image')
    expect(stdout).toContain(`error  data-url/prefix-missing  a.har:${line}:21\n`)
  })

  test('judges the response of an entry, and says that a finding is of it', () => {
    const answer = { id: '1', object: 'chat.completion', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 4 } }
    const response = { status: 200, content: { mimeType: 'application/json', text: JSON.stringify(answer) } }
    const file = JSON.stringify({ log: { entries: [{ request: post('/v1/chat/completions', openai), response }] } }, null, 2)
    const line = file.split('\n').findIndex((text) => text.includes('total_tokens')) + 1
    const { code, stdout } = validate({ 'a.har': file }, ['a.har'])
    expect(stdout).toContain(`warning  usage/sum  response in a.har:${line}:21\n`)
    expect(stdout).toContain('    at /usage/total_tokens\n')
    expect(code).toBe(0)
    expect(validate({ 'a.har': file }, ['--rule', 'usage=error', 'a.har']).code).toBe(1)
    const { findings } = reportOf({ 'a.har': file }, ['a.har']).payloads[0]!
    expect(findings.map(({ side, ruleId }) => `${side} ${ruleId}`)).toContain('response usage')
  })

  test('takes files of all kinds together', () => {
    const files = { 'a.json': openai, 'b.ndjson': oneLine(openai), 'c.HAR': har(post('/v1/chat/completions', openai)) }
    expect(reportOf(files, ['*']).payloads.map(({ source, valid }) => ({ ...source, valid }))).toEqual([
      { path: 'a.json', valid: true },
      { path: 'b.ndjson', line: 1, valid: true },
      { path: 'c.HAR', entry: 0, valid: true },
    ])
  })

  test('takes an input for what --input says', () => {
    const lines = `${oneLine(openai)}\n${oneLine(anthropic)}\n`
    expect(reportOf({ 'a.log': lines }, ['--input', 'jsonl', 'a.log']).summary).toMatchObject({ payloads: 2, valid: 2 })
    expect(reportOf({ 'a.jsonl': openai }, ['--input', 'json', 'a.jsonl']).summary).toMatchObject({ payloads: 1, valid: 1 })
    expect(reportOf({}, ['--input', 'jsonl', '-'], lines).payloads.map(({ source }) => source)).toEqual([
      { path: '<stdin>', line: 1 },
      { path: '<stdin>', line: 2 },
    ])
    expect(reportOf({}, ['--input', 'har', '-'], har(post('/v1/messages', anthropic))).summary).toMatchObject({ payloads: 1, valid: 1 })
    expect(reportOf({}, ['-'], lines).payloads[0]!.findings[0]).toMatchObject({ ruleId: 'json', location: { line: 2 } })
  })

  test('writes a report of lines and entries that fits its schema', () => {
    const files = {
      'a.jsonl': `${oneLine(broken)}\n{\n{"custom_id": "1", "params": ${oneLine(anthropic)}}`,
      'b.har': har(post('https://api.anthropic.com/v1/messages', anthropic), post('https://example.com/', '{}'), post('/v1/messages', '')),
      'c.har': JSON.stringify({ log: { entries: [{ request: post('/v1/messages', anthropic), response: { status: 200, content: { text: 'data: {"a":1}\n\n' } } }] } }),
    }
    const report = reportOf(files, ['*'])
    const schema = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/kit/report.schema.json', 'utf8')) as object)
    expect(schema(report), JSON.stringify(schema.errors)).toBe(true)
    expect(report.summary).toMatchObject({ payloads: 7, valid: 2, invalid: 4, skipped: 1 })
    expect(report.payloads.map(({ format }) => format)).toEqual([
      'openai-chat', undefined, 'anthropic-messages', 'anthropic-messages', undefined, undefined, 'anthropic-messages',
    ])
  })

  test('judges an entry by the profile of its host, and says so', () => {
    const files = { 'a.har': har(post('https://api.openai.com/v1/chat/completions', openai), post('http://localhost:8080/v1/chat/completions', openai)) }
    const { stdout } = validate(files, ['a.har'])
    expect(stdout).toMatch(/^profile shubiaobiao /)
    expect(stdout).toMatch(/^. a\.har#0 · openai-chat · profile openai · 1 image/m)
    expect(stdout).toMatch(/^. a\.har#1 · openai-chat · 1 image/m)
    expect(reportOf(files, ['a.har'])).toMatchObject({ profile: 'shubiaobiao' })
    expect(validate(files, ['--profile', 'openai', 'a.har']).stdout).toMatch(/^. a\.har#0 · openai-chat · 1 image/m)
  })

  test('lets flags win over what a file says', () => {
    const files = { 'a.har': har(post('http://localhost/v1/chat/completions', openai)), 'b.jsonl': `{"custom_id": "1", "params": ${oneLine(openai)}}` }
    const idsOf = (...args: string[]): string[] => reportOf(files, args).payloads[0]!.findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
    expect(idsOf('a.har')).not.toContain('wrong-format/body')
    expect(idsOf('--path', '/v1/messages', 'a.har')).toContain('wrong-format/body')
    expect(idsOf('--format', 'anthropic-messages', 'a.har')).toContain('wrong-format/body')
    expect(idsOf('b.jsonl')).toContain('wrong-format/body')
    expect(idsOf('--format', 'openai-chat', 'b.jsonl')).not.toContain('wrong-format/body')
  })

  test('does not take a header for missing because another one was given', () => {
    const { payloads } = reportOf({ 'a.json': openai }, ['-H', 'x-request-id: 1', 'a.json'])
    expect(payloads[0]!.findings.filter(({ ruleId }) => ruleId === 'headers')).toEqual([])
  })
})

describe('pixpact validate ends with 2', () => {
  test.each([
    ['an empty file of JSON lines', { 'a.jsonl': '' }],
    ['a file of blank lines', { 'a.jsonl': '\n\r\n' }],
    ['a HAR file without entries', { 'a.har': har() }],
    ['a HAR file of pictures', { 'a.har': har({ method: 'GET', url: 'https://example.com/a.png' }) }],
  ])('when nothing was tested: %s', (_, files) => {
    const { code, stderr } = validate(files, ['*'])
    expect(stderr).toContain('nothing was tested')
    expect(code).toBe(2)
  })

  test.each([
    ['a file that is no HAR', '{"log": null}', 'a.har is no HAR file: it has no list "entries" in "log".\n  Save it anew, or say with --input what it is.'],
    ['a HAR file that is cut', har(post('/v1/messages', '{}')).slice(0, 60), 'a.har is no HAR file: it is not JSON (cut-off at line '],
    [
      'a body in it that cannot be read',
      har({ ...post('/v1/messages', ''), postData: { encoding: 'base64', text: 'eyJh'.repeat(20_000) } }),
      'The body of a.har#0 cannot be read: it is stored as base64 and too long for that.',
    ],
  ])('for %s, after the report of the others', (_, content, sentence) => {
    const { code, stdout, stderr } = validate({ 'a.har': content, 'b.jsonl': oneLine(openai) }, ['*'])
    expect(stderr).toContain(sentence)
    expect(stdout).toContain('✓ b.jsonl:1')
    expect(code).toBe(2)
  })

  test('for an unknown kind of input', () => {
    const { code, stderr } = validate({ 'a.xml': '' }, ['--input', 'xml', 'a.xml'])
    expect(stderr).toContain('Allowed choices are json, jsonl, har')
    expect(code).toBe(2)
  })
})
