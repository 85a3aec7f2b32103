import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/core/vocabulary.ts'
import { json, reportOf, validate } from './validate-in-folder.ts'

const openai = readFileSync('fixtures/documented/good/openai-base64.json', 'utf8')
const anthropic = readFileSync('fixtures/documented/good/anthropic-base64.json', 'utf8')
/** One warning, `media-type/mismatch`. */
const warned = readFileSync('fixtures/documented/broken/6-wrong-type.json', 'utf8')

describe('a configuration', () => {
  test('is found above the working directory, and the report says that it is in force', () => {
    const files = { 'pixpact.config.json': json({ profile: 'openai' }), 'a/b/request.json': openai }
    const { stdout } = validate({ files, args: ['request.json'], within: 'a/b' })
    expect(stdout.split('\n')[0]).toBe('profile openai (2026-11-13): the OpenAI API · config ../../pixpact.config.json')
  })

  test.each([
    ['pixpact.config.json', '{ "profile": "openai" }', '{}'],
    ['pixpact.config.js', "export default { profile: 'openai' }", '{}'],
    ['pixpact.config.ts', "const profile: string = 'openai'\nexport default { profile }", '{}'],
    ['pixpact.config.js', "export default { profile: 'openai' }", '{ "type": "commonjs" }'],
    ['pixpact.config.ts', "const profile: string = 'openai'\nexport default { profile }", '{ "type": "commonjs" }'],
    ['pixpact.config.ts', "export default Promise.resolve({ profile: 'openai' })", '{ "type": "module" }'],
  ])('is read from %s: %s, in a package %s', (name, text, manifest) => {
    const { code, stdout, stderr } = validate({ files: { [name]: text, 'package.json': manifest, 'a.json': openai }, args: ['a.json'] })
    expect(stdout).toContain(`· config ${name}\n`)
    expect(stdout).toMatch(/^profile openai /)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('names the files that are judged when the command line names none', () => {
    const files = { 'pixpact.config.json': json({ files: ['captures/**/*.json', 'more.json'] }), 'captures/b/1.json': openai, 'more.json': openai, 'x.json': openai }
    const paths = ({ payloads }: Report): string[] => payloads.map(({ source }) => source.path)
    expect(paths(reportOf({ files }))).toEqual(['captures/b/1.json', 'more.json'])
    expect(paths(reportOf({ files, within: 'captures' }))).toEqual(['b/1.json', '../more.json'])
    expect(paths(reportOf({ files, args: ['x.json'] }))).toEqual(['x.json'])
  })

  test('judges some files by another profile, which the report names', () => {
    const config = { profile: 'openai', overrides: [{ files: ['anthropic/**'], profile: 'anthropic' }] }
    const files = { 'pixpact.config.json': json(config), 'anthropic/a.json': anthropic, 'anthropic/b.jsonl': json(JSON.parse(anthropic) as object), 'c.json': openai }
    const report = reportOf({ files, args: ['anthropic/*', 'c.json'] })
    expect(report.profile).toBe('openai')
    expect(report.payloads.map(({ source, profile, valid }) => [source.path, profile, valid])).toEqual([
      ['anthropic/a.json', 'anthropic', true],
      ['anthropic/b.jsonl', 'anthropic', true],
      ['c.json', undefined, true],
    ])
  })

  test('has no overrides for standard input', () => {
    const config = json({ overrides: [{ files: ['**', '-'], rules: { 'media-type': 'error' } }] })
    const files = { 'pixpact.config.json': config, 'a.json': warned }
    expect(reportOf({ files, args: ['-'], input: warned }).summary).toMatchObject({ errors: 0, warnings: 1 })
    expect(reportOf({ files, args: ['a.json'] }).summary).toMatchObject({ errors: 1, warnings: 0 })
  })

  test('chooses the profile before the host of a URL does', () => {
    const entry = { request: { method: 'POST', url: 'https://api.anthropic.com/v1/messages', postData: { text: anthropic } } }
    const files = { 'pixpact.config.json': json({ profile: 'openai-compatible' }), 'a.har': json({ log: { entries: [entry] } }) }
    expect(reportOf({ files, args: ['a.har'] })).toMatchObject({ profile: 'openai-compatible', payloads: [{}] })
    expect(reportOf({ files, args: ['a.har', '--no-config'] }).payloads[0]).toMatchObject({ profile: 'anthropic' })
  })

  test('is left out with --no-config, and named with --config', () => {
    const files = { 'pixpact.config.json': json({ profile: 'openai' }), 'other/my.json': json({ profile: 'anthropic-cloud', files: ['b.json'] }), 'other/b.json': anthropic, 'a.json': openai }
    expect(reportOf({ files, args: ['a.json', '--no-config'] }).profile).toBe('shubiaobiao')
    expect(reportOf({ files, args: ['--config', 'other/my.json'] })).toMatchObject({
      profile: 'anthropic-cloud',
      payloads: [{ source: { path: 'other/b.json' } }],
    })
  })
})

describe('pixpact validate ends with 2 and a sentence for a configuration', () => {
  const inTs = (text: string): Readonly<Record<string, string>> => ({ 'pixpact.config.ts': text })
  const inJs = (text: string): Readonly<Record<string, string>> => ({ 'pixpact.config.js': text })

  test.each([
    ['with mistakes', { 'pixpact.config.json': '{ "profil": "openai", "failOn": 1 }' }, 'pixpact: pixpact.config.json has 2 mistakes:\n  /failOn is 1, and one of error, warning, never is expected.\n  /profil is no key that is known here; did you mean "profile"?\n'],
    ['with mistakes, in TypeScript', inTs("export default { rules: { base64: 'of' } }"), 'pixpact.config.ts: /rules/base64 is "of", and one of error, warning, info, off is expected.'],
    ['with a syntax error in JSON', { 'pixpact.config.json': '{\n "profile": }' }, 'pixpact: pixpact.config.json:2:'],
    ['with a syntax error in TypeScript', inTs('export default {\n  profile: ,\n}'), 'pixpact.config.ts:2: the configuration cannot be loaded: '],
    ['with a syntax error in JavaScript', inJs('\n\nexport default {{\n'), 'pixpact.config.js:3: the configuration cannot be loaded: '],
    ['that throws', inTs("\nthrow new Error('no \u001b[31mkey')\nexport default {}"), 'pixpact.config.ts:2:7: the configuration cannot be loaded: no \ufffd[31mkey.\n'],
    ['that throws no error', inTs("throw 'no key'"), 'pixpact.config.ts: the configuration cannot be loaded: no key.\n'],
    ['that is promised and fails', inTs("export default Promise.reject(new Error('no key'))"), 'the configuration cannot be loaded: no key.\n'],
    ['that imports what is not there', inTs("import x from 'no-such-package'\nexport default x"), "the configuration cannot be loaded: Cannot find package 'no-such-package'"],
    ['without a default export', inTs('export const config = {}'), 'pixpact.config.ts has no default export.\n  Write "export default defineConfig({ … })".'],
    ['beside another one', { ...inTs('export default {}'), 'pixpact.config.json': '{}' }, ' has pixpact.config.ts and pixpact.config.json.\n  Keep one of them'],
    ['whose files are not there', { 'pixpact.config.json': json({ files: ['captures/**'] }) }, 'pixpact: pixpact.config.json, "files": The pattern captures/** matches no file.\n  Change it there, or name files.\n'],
    ['without files, when none is named', { 'pixpact.config.json': '{}' }, 'pixpact: No file is named, and pixpact.config.json has no "files".\n'],
  ])('%s', (_, files, sentence) => {
    const { code, stdout, stderr } = validate({ files })
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('that does not fit a flag', () => {
    const files = { 'pixpact.config.json': json({ profile: 'openai' }), 'a.json': anthropic }
    const { code, stdout, stderr } = validate({ files, args: ['a.json', '--format', 'anthropic-messages'] })
    expect(stderr).toBe(
      'pixpact: Profile openai takes no anthropic-messages requests.\n' +
        '  Give a format that it takes (openai-chat), or another profile. pixpact.config.json is in force for a.json.\n',
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('whose overrides do not fit each other, for a file that several match', () => {
    const overrides = [{ files: ['a.json'], profile: 'openai' }, { files: ['*.json'], format: 'anthropic-messages' }]
    const files = { 'pixpact.config.json': json({ overrides }), 'a.json': openai, 'b.json': anthropic }
    expect(validate({ files, args: ['a.json'] }).stderr).toContain('Profile openai takes no anthropic-messages requests.')
    expect(validate({ files, args: ['b.json'] }).code).toBe(0)
  })

  test('that is named and not there', () => {
    const { code, stderr } = validate({ files: { 'a.json': openai }, args: ['--config', 'none.json', 'a.json'] })
    expect(stderr).toContain('The configuration none.json cannot be read: ENOENT')
    expect(code).toBe(2)
  })
})

test('what a profile file calls a gateway tells a terminal nothing', () => {
  const files = { 'own.json': json({ extends: 'openai', id: 'own', title: 'a\u001b[2Jb' }), 'a.json': openai }
  expect(validate({ files, args: ['--profile', 'own.json', 'a.json'] }).stdout).toContain('own (2026-11-13): a\ufffd[2Jb')
})
