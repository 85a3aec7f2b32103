import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { json, reportOf, validate } from './validate-in-folder.ts'

const anthropic = readFileSync('fixtures/documented/good/anthropic-base64.json', 'utf8')
/** One warning, `media-type/mismatch`. */
const warned = readFileSync('fixtures/documented/broken/6-wrong-type.json', 'utf8')

describe('the first that says something decides: flag, environment, configuration, default', () => {
  const config = (said: object): Readonly<Record<string, string>> => ({ 'pixpact.config.json': json(said), 'a.json': anthropic, 'w.json': warned })

  test.each([
    ['shubiaobiao', {}, {}, []],
    ['anthropic', { profile: 'anthropic' }, {}, []],
    ['anthropic-cloud', { profile: 'anthropic', overrides: [{ files: ['a.json'], profile: 'anthropic-cloud' }] }, {}, []],
    ['xiaomi-mimo', { profile: 'anthropic', overrides: [{ files: ['a.json'], profile: 'anthropic-cloud' }] }, { PIXPACT_PROFILE: 'xiaomi-mimo' }, []],
    ['openai-compatible', { profile: 'anthropic' }, { PIXPACT_PROFILE: 'xiaomi-mimo' }, ['--profile', 'openai-compatible']],
    ['anthropic', { profile: 'anthropic' }, { PIXPACT_PROFILE: '' }, []],
  ])('profile %s: %j, %j, %j', (profile, said, env, args) => {
    const report = reportOf({ files: config(said), env, args: ['a.json', ...args] })
    expect(report.payloads[0]!.profile ?? report.profile).toBe(profile)
  })

  test.each([
    ['anthropic-messages', {}, {}, []],
    ['openai-chat', { format: 'openai-chat' }, {}, []],
    ['anthropic-messages', { format: 'openai-chat' }, { PIXPACT_FORMAT: 'anthropic-messages' }, []],
    ['openai-chat', {}, { PIXPACT_FORMAT: 'anthropic-messages' }, ['--format', 'openai-chat']],
  ])('format %s: %j, %j, %j', (format, said, env, args) => {
    const [payload] = reportOf({ files: config(said), env, args: ['a.json', ...args] }).payloads
    // A body of the other format is no request of the one that is asked for.
    expect(payload!.findings.some(({ ruleId }) => ruleId === 'wrong-format')).toBe(format === 'openai-chat')
  })

  test.each([
    [0, {}, {}, []],
    [1, { failOn: 'warning' }, {}, []],
    [0, { failOn: 'warning' }, { PIXPACT_FAIL_ON: 'never' }, []],
    [1, { failOn: 'never' }, { PIXPACT_FAIL_ON: 'error' }, ['--fail-on', 'warning']],
  ])('exit code %i: %j, %j, %j', (code, said, env, args) => {
    expect(validate({ files: config(said), env, args: ['w.json', ...args] }).code).toBe(code)
  })

  test.each([
    ['warning', {}, []],
    ['info', { rules: { 'media-type/mismatch': 'info' } }, []],
    ['error', { rules: { 'media-type/mismatch': 'info' }, overrides: [{ files: ['w.json'], rules: { 'media-type': 'error' } }] }, []],
    ['info', { overrides: [{ files: ['w.json'], rules: { 'media-type/mismatch': 'error' } }] }, ['--rule', 'media-type=info']],
  ])('level %s: %j, %j', (severity, said, args) => {
    expect(reportOf({ files: config(said), args: ['w.json', ...args] }).payloads[0]!.findings).toMatchObject([{ ruleId: 'media-type', severity }])
  })

  test('of the configuration too: flag, environment, the one that is found', () => {
    const files = { ...config({ profile: 'openai' }), 'b.json': json({ profile: 'anthropic' }), 'c.json': json({ profile: 'anthropic-cloud' }) }
    const env = { PIXPACT_CONFIG: 'b.json' }
    expect(reportOf({ files, args: ['a.json'], env }).profile).toBe('anthropic')
    expect(reportOf({ files, args: ['a.json', '--config', 'c.json'], env }).profile).toBe('anthropic-cloud')
    expect(reportOf({ files, args: ['a.json', '--no-config'], env }).profile).toBe('shubiaobiao')
  })
})

test('a variable of the environment that means nothing is an error which names it', () => {
  const { code, stderr } = validate({ files: { 'a.json': anthropic }, args: ['a.json'], env: { PIXPACT_FORMAT: 'openai' } })
  expect(stderr).toContain("value 'openai' from env 'PIXPACT_FORMAT' is invalid. Allowed choices are openai-chat, anthropic-messages.")
  expect(code).toBe(2)
})

test('what a variable holds tells a terminal nothing', () => {
  const { stderr } = validate({ files: { 'a.json': anthropic }, args: ['a.json'], env: { PIXPACT_PROFILE: 'a\u001b[2Jb' } })
  expect(stderr).toContain('There is no profile "a\ufffd[2Jb".')
})
