import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/core/vocabulary.ts'
import { pixpact } from './run.ts'

const GOOD = 'fixtures/documented/good/openai-base64.json'
const BROKEN = 'fixtures/documented/broken/3-missing-prefix.json'
const WARNED = 'fixtures/documented/broken/6-wrong-type.json'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function jsonReport(args: readonly string[], input?: string): Report {
  return JSON.parse(pixpact(['validate', '--reporter', 'json', ...args], input === undefined ? {} : { input }).stdout) as Report
}

describe('pixpact validate', () => {
  test('ends with 0 and names the profile first when all is well', () => {
    const { code, stdout, stderr } = pixpact(['validate', GOOD])
    expect(stdout.split('\n')[0]).toBe('profile shubiaobiao (2026-03-19): the documented gateway (Xiaomi MiMo)')
    expect(stdout).toContain(`✓ ${GOOD} · openai-chat · 1 image: png 381 B`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('shows where a fault stands, what is wrong and what to do', () => {
    const { code, stdout } = pixpact(['validate', BROKEN])
    expect(code).toBe(1)
    expect(stdout).toContain(
      [
        `✗ ${BROKEN} · openai-chat · 1 image: png 381 B`,
        `  error  data-url/prefix-missing  ${BROKEN}:14:20`,
        '    The URL is bare base64 ("iVBORw0KGgoAAAAN…") without the prefix of a data URL.',
        '    → Write "data:image/png;base64," before it.',
      ].join('\n'),
    )
    expect(stdout).toContain('    at /messages/1/content/0/image_url/url\n')
  })

  test('elides big strings in the excerpt and points to the right column', () => {
    const { stdout } = pixpact(['validate', WARNED])
    const [line, caret] = stdout.split('\n').slice(-6, -4) as [string, string]
    expect(line).toBe('    14 | "url": "data:image/png;base64,/9j/4AAQ…[1,054 characters]…AAH/2Q=="')
    expect(line[caret.indexOf('^')]).toBe('"')
    expect(line.slice(0, caret.indexOf('^'))).toBe('    14 | "url": ')
  })

  test('takes files, patterns and standard input together, each once', () => {
    const input = readFileSync(GOOD, 'utf8')
    const report = jsonReport([GOOD, 'fixtures/documented/good/openai-*.json', '-'], input)
    expect(report.payloads.map(({ source }) => source.path)).toEqual([
      GOOD,
      'fixtures/documented/good/openai-multi-image.json',
      'fixtures/documented/good/openai-url.json',
      '<stdin>',
    ])
  })

  test('writes a report that fits its schema', () => {
    const report = jsonReport(['fixtures/documented/*/*.json'])
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/kit/report.schema.json', 'utf8')) as object)
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report.summary).toEqual({ payloads: 12, valid: 8, invalid: 4, skipped: 0, errors: 4, warnings: 2, infos: 0 })
    expect(report.payloads[0]!.images).toHaveLength(0)
    expect(report.payloads.find(({ source }) => source.path === WARNED)!.images).toEqual([
      {
        pointer: '/messages/1/content/0/image_url/url',
        form: 'base64',
        role: 'user',
        declaredMediaType: 'image/png',
        detectedMediaType: 'image/jpeg',
        encodedChars: 1032,
        decodedBytes: 772,
        width: 96,
        height: 96,
      },
    ])
  })

  test('gives the same report for the same input', () => {
    const once = pixpact(['validate', '--reporter', 'json', 'fixtures/documented/*/*.json'])
    expect(pixpact(['validate', '--reporter', 'json', 'fixtures/documented/*/*.json'])).toEqual(once)
  })

  test('writes several reports at once, each where it is told', () => {
    const file = join(folderWith({}), 'report.json')
    const { stdout } = pixpact(['validate', '--reporter', 'text', '--reporter', `json=${file}`, BROKEN])
    expect(stdout).toContain('data-url/prefix-missing')
    expect((JSON.parse(readFileSync(file, 'utf8')) as Report).summary.errors).toBe(1)
  })

  test.each([
    [['--fail-on', 'warning', WARNED], 1],
    [['--fail-on', 'error', WARNED], 0],
    [['--fail-on', 'never', BROKEN], 0],
    [['--rule', 'data-url=off', BROKEN], 0],
    [['--rule', 'data-url/prefix-missing=warning', BROKEN], 0],
    [['--rule', 'media-type/mismatch=error', WARNED], 1],
    [['--rule', 'media-type=info', '--fail-on', 'warning', WARNED], 0],
    [['--profile', 'anthropic', 'fixtures/documented/good/anthropic-base64.json'], 0],
  ])('ends %j with exit code %i', (args, code) => {
    expect(pixpact(['validate', ...args]).code).toBe(code)
  })

  test('judges by the format that a flag or a path demands', () => {
    const anthropic = 'fixtures/documented/good/anthropic-base64.json'
    expect(pixpact(['validate', '--format', 'openai-chat', anthropic]).stdout).toContain('wrong-format/body')
    expect(pixpact(['validate', '--path', '/v1/chat/completions', anthropic]).stdout).toContain('wrong-format/body')
    expect(pixpact(['validate', '-H', 'anthropic-version: 2023-06-01', anthropic]).code).toBe(0)
  })

  test('reports a file that is no JSON as one payload with one finding', () => {
    const folder = folderWith({ 'cut.json': '{"model": "m", "messages": [{"role": "us' })
    const { payloads, summary } = jsonReport([join(folder, 'cut.json')])
    expect(summary).toMatchObject({ payloads: 1, invalid: 1, errors: 1 })
    expect(payloads[0]!.findings[0]).toMatchObject({ ruleId: 'json', messageId: 'syntax', location: { line: 1, column: 38 } })
  })

  test('counts JSON that is no request as skipped', () => {
    const folder = folderWith({ 'other.json': '{"hello": "world"}' })
    const report = jsonReport([join(folder, 'other.json'), GOOD])
    expect(report.summary).toMatchObject({ payloads: 2, valid: 1, skipped: 1, infos: 1 })
  })

  test('shows no control characters of file names or keys', () => {
    const folder = folderWith({ 'a\u001b[31m.json': '{"model":"m","messages":[],"\u202e\\u001b[2J":1}' })
    const { stdout } = pixpact(['validate', join(folder, '*.json')])
    expect(stdout).not.toMatch(/[\u001b\u202e]/)
  })

  test('leaves out of --quiet what needs no action', () => {
    expect(pixpact(['validate', '--quiet', GOOD]).stdout).toBe('1 request valid: 0 errors, 0 warnings, 0 notes\n')
  })
})

describe('pixpact validate ends with 2 and a sentence', () => {
  test.each([
    ['for a file that is not there', ['nope.json'], 'There is no file nope.json.'],
    ['for a pattern without a match', ['fixtures/*.nope'], 'The pattern fixtures/*.nope matches no file.'],
    ['for a folder', ['fixtures'], "fixtures is a folder.\n  Name files, or give a pattern in quotes: 'fixtures/**/*.json'."],
    ['for an unknown profile', ['--profile', 'opnai', GOOD], 'There is no profile "opnai".\n  Did you mean openai?'],
    ['for an unknown rule', ['--rule', 'base46=off', GOOD], 'There is no rule or message "base46".\n  Did you mean base64?'],
    ['for an unknown level', ['--rule', 'base64=fatal', GOOD], '"fatal" is no level for base64.\n  Use off, info, warning or error.'],
    ['for an unknown reporter', ['--reporter', 'xml', GOOD], 'There is no reporter "xml".'],
    ['for a format that the profile does not take', ['--profile', 'openai', '--format', 'anthropic-messages', GOOD], 'Profile openai takes no anthropic-messages requests.'],
    ['for an unknown flag', ['--profil', 'openai', GOOD], "unknown option '--profil'\n(Did you mean --profile?)"],
    ['for no input at all', [], 'No file is named, and there is no configuration.\n  Name files, or - for standard input'],
  ])('%s', (_, args, sentence) => {
    const { code, stdout, stderr } = pixpact(['validate', ...args])
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('when a report cannot be written', () => {
    const { code, stderr } = pixpact(['validate', '--reporter', 'json=no/such/folder/report.json', GOOD])
    expect(code).toBe(2)
    expect(stderr).toContain('The report cannot be written')
    expect(stderr).not.toContain('internal error')
  })

  test('when nothing was tested', () => {
    const { code, stderr } = pixpact(['validate', '-'], { input: '{"hello": "world"}' })
    expect(code).toBe(2)
    expect(stderr).toContain('nothing was tested')
  })

  test('when one of several files cannot be read, after the report of the others', () => {
    const { code, stdout, stderr } = pixpact(['validate', BROKEN, '/proc/self/mem'])
    expect(code).toBe(2)
    expect(stdout).toContain('data-url/prefix-missing')
    expect(stderr).toContain('/proc/self/mem cannot be read')
  })
})

describe('pixpact explain', () => {
  test('lists every rule with a sentence', () => {
    const { code, stdout } = pixpact(['explain'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^base64 +Reports image data that is not strict base64\.$/m)
  })

  test('tells messages, levels and sources of a rule', () => {
    const { stdout } = pixpact(['explain', 'media-type/alias'])
    expect(stdout).toMatch(/levels: shubiaobiao warning · .*\banthropic error\b/)
    expect(stdout).toContain('source: ')
    expect(stdout).toContain('docs/rules/media-type.md')
  })

  test('guesses what a mistyped name means', () => {
    const { code, stderr } = pixpact(['explain', 'mediatype'])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean media-type?')
  })
})

test('the launcher tells in one sentence that Node is too old', () => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });`
  const preload = join(folderWith({ 'old.cjs': old }), 'old.cjs')
  const { code, stderr } = pixpact(['validate', GOOD], { env: { NODE_OPTIONS: `--require ${preload}` } })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^pixpact needs Node 22\.19 or newer, and this is Node 20\.20\.2: [^\n]*\n$/)
})
