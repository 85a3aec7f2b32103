import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { resolveConfig, type ResolvedConfig } from '../../src/config/resolve-config.ts'
import { PixpactError } from '../../src/core/errors.ts'
import { defineConfig, extendProfile, profiles, type Config, type ConfigOverride } from '../../src/index.ts'
import { configFaults } from '../../src/schema/config-faults.ts'
import { folderWith } from './folder.ts'

function resolved(content: unknown, folder = '.'): ResolvedConfig {
  return resolveConfig(content, folder, 'my.json')
}

/** The mistakes that are told of a configuration, a line each, with the name of the file before the only one. */
function mistakes(content: unknown, folder = '.'): string[] {
  try {
    resolved(content, folder)
  } catch (error) {
    if (error instanceof PixpactError && error.code === 'bad-config') return error.message.split('\n  ')
    throw error
  }
  return []
}

describe('resolveConfig', () => {
  test('keeps what the configuration says, for all files and for some', () => {
    const config = resolved({
      $schema: './config.schema.json',
      profile: 'openai',
      format: 'openai-chat',
      failOn: 'warning',
      rules: { base64: 'off' },
      files: ['captures/**'],
      overrides: [{ files: ['a/**'], profile: 'shubiaobiao', format: 'anthropic-messages', path: '/v1/messages', rules: { model: 'info' } }],
    })
    expect(config).toMatchObject({
      options: { profile: { id: 'openai' }, format: 'openai-chat', rules: { base64: 'off' } },
      overrides: [
        {
          files: ['a/**'],
          options: { profile: { id: 'shubiaobiao' }, format: 'anthropic-messages', path: '/v1/messages', rules: { model: 'info' } },
        },
      ],
      files: ['captures/**'],
      failOn: 'warning',
    })
  })

  test('takes a profile itself, at the top and in an override', () => {
    const own = extendProfile({ extends: 'openai', id: 'own' }, 'own')
    const { options, overrides } = resolved(defineConfig({ profile: own, overrides: [{ files: ['a'], profile: own }] }))
    expect([options.profile, overrides[0]!.options.profile]).toEqual([own, own])
  })

  test('looks for profile files from the folder of the configuration', () => {
    const folder = folderWith({ 'profiles/own.json': '{ "extends": "openai", "id": "own" }', 'own.json': '{ "extends": "openai", "id": "other" }' })
    const { options, overrides } = resolved({ profile: './profiles/own.json', overrides: [{ files: ['a'], profile: 'own.json' }] }, folder)
    expect([options, overrides[0]!.options]).toMatchObject([{ profile: { id: 'own' } }, { profile: { id: 'other' } }])
  })

  test('takes what is undefined for left out', () => {
    expect(resolved({ profile: undefined, rules: undefined, files: undefined, overrides: undefined })).toEqual({ options: {}, overrides: [], targets: {} })
  })
})

describe('the mistakes of a configuration', () => {
  test.each<[title: string, content: unknown, told: readonly string[]]>([
    ['are none in an empty one', {}, []],
    ['tell what is no object', [], ['my.json: The whole file is array, and object is expected.']],
    ['tell what is no JSON at all', () => ({}), ['my.json: The whole file is function, and object is expected.']],
    [
      'tell unknown keys and what they probably mean, at the top and in an override',
      { rule: {}, overrides: [{ files: ['a'], headers: {}, Profile: 'openai' }] },
      [
        'my.json has 3 mistakes:',
        '/overrides/0/Profile is no key that is known here; did you mean "profile"?',
        '/overrides/0/headers is no key that is known here.',
        '/rule is no key that is known here; did you mean "rules"?',
      ],
    ],
    ['tell a misspelt required key once', { overrides: [{ file: ['a'] }] }, ['my.json: /overrides/0/file is no key that is known here; did you mean "files"?']],
    ['tell a key that JavaScript knows', JSON.parse('{"__proto__":{}}'), ['my.json: /__proto__ is no key that is known here.']],
    [
      'tell wrong values',
      { format: 'openai', failOn: 'warnings', files: [], profile: ' ', overrides: [{ files: ['a', ''], path: 5 }, 7, {}] },
      [
        'my.json has 8 mistakes:',
        '/failOn is "warnings", and one of error, warning, never is expected.',
        '/files is empty.',
        '/format is "openai", and one of openai-chat, anthropic-messages is expected.',
        '/overrides/0/files/1 is "", and a text that is not empty is expected.',
        '/overrides/0/path is 5, and string is expected.',
        '/overrides/1 is 7, and object is expected.',
        '/overrides/2/files is missing.',
        '/profile is " ", and a text that is not empty is expected.',
      ],
    ],
    [
      'tell unknown profiles',
      { profile: 'opnai', overrides: [{ files: ['a'], profile: 'zzz' }] },
      [
        'my.json has 2 mistakes:',
        '/overrides/0/profile is "zzz", which is no shipped profile; the shipped profiles are shubiaobiao, xiaomi-mimo, openai, anthropic, anthropic-cloud, openai-compatible.',
        '/profile is "opnai", which is no shipped profile; did you mean "openai"?',
      ],
    ],
    [
      'tell an object that is no profile',
      { profile: { extends: 'openai', id: 'a' } },
      ['my.json: /profile is object, and string is expected.'],
    ],
    [
      'tell levels of nothing, levels that are none, and levels that would let pass what cannot be judged',
      { rules: { base46: 'of', base64: 'fatal', json: 'off' }, overrides: [{ files: ['a'], rules: { 'json/syntax': 'off', 'wrong-format/body': 'error' } }] },
      [
        'my.json has 4 mistakes:',
        '/overrides/0/rules/json~1syntax stays an error, since what has it cannot be judged any further; leave the file out instead.',
        '/rules/base46 is "of", and one of error, warning, info, off is expected.',
        '/rules/base46 names no rule and no message; did you mean "base64"?',
        '/rules/base64 is "fatal", and one of error, warning, info, off is expected.',
      ],
    ],
    [
      'tell a format that the profile does not take, where it was told',
      { profile: 'openai', format: 'anthropic-messages' },
      ['my.json: /format is anthropic-messages, and the profile openai takes openai-chat.'],
    ],
    ['tell a format that is none once', { profile: 'openai', format: 'openai' }, ['my.json: /format is "openai", and one of openai-chat, anthropic-messages is expected.']],
    [
      'tell an override whose profile or format does not fit what is said outside of it',
      {
        format: 'openai-chat',
        overrides: [
          { files: ['a'], profile: 'anthropic' },
          { files: ['a'], profile: 'anthropic', format: 'openai-chat' },
          { files: ['a'], profile: 'anthropic', format: 'anthropic-messages' },
        ],
      },
      [
        'my.json has 2 mistakes:',
        '/overrides/0/profile is anthropic, which takes anthropic-messages, and /format is openai-chat.',
        '/overrides/1/format is openai-chat, and the profile anthropic takes anthropic-messages.',
      ],
    ],
  ])('%s', (_, content, told) => {
    expect(mistakes(content)).toEqual(told)
  })

  test('tell a profile file that is not there, and all that is wrong with one that is', () => {
    const folder = folderWith({ 'bad.json': '{ "extend": "openai", "id": 5 }' })
    const told = mistakes({ profile: 'bad.json', overrides: [{ files: ['a'], profile: './none.json' }], rule: 1 }, folder)
    expect(told[1]).toMatch(/^\/overrides\/0\/profile leads to no profile: The profile .*none\.json cannot be read: ENOENT: /)
    expect(told[2]).toMatch(/^\/profile leads to no profile: .*bad\.json has 2 mistakes:$/)
    expect(told.slice(3)).toEqual([
      '  /extend is no key that is known here; did you mean "extends"?',
      '  /id is 5, and string is expected.',
      '/rule is no key that is known here; did you mean "rules"?',
    ])
  })

  test('hold nothing that a terminal would obey, nor a line that is not theirs', () => {
    expect(mistakes({ '\u001b[2J\n  ok': 1 })).toEqual(['my.json: /\ufffd[2J\ufffd  ok is no key that is known here.'])
  })
})

describe('schemas/kit/config.schema.json', () => {
  const text = readFileSync('schemas/kit/config.schema.json', 'utf8')
  const schema = JSON.parse(text) as { properties: object; $defs: { override: { properties: object }; profile: { examples: string[] } } }
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema)

  test.each([
    [{}],
    [{ $schema: 'x', profile: 'openai', overrides: [{ files: ['a'], rules: { base64: 'off' } }] }],
    [{ overrides: [{ files: [] }] }],
    [{ overrides: [{ profile: 'openai' }] }],
    [{ rules: { base64: 'fatal' } }],
    [{ failOn: 'info' }],
    [{ fails: 1 }],
    [null],
  ])('refuses what configFaults tells: %j', (content) => {
    expect(validate(content)).toBe(configFaults(content).length === 0)
  })

  test('has the keys of the type', () => {
    const keys = { $schema: 0, profile: 0, format: 0, failOn: 0, rules: 0, files: 0, overrides: 0, targets: 0 } satisfies Record<keyof Config, 0>
    const inOverrides = { files: 0, profile: 0, format: 0, path: 0, rules: 0 } satisfies Record<keyof ConfigOverride, 0>
    expect(Object.keys(schema.properties)).toEqual(Object.keys(keys))
    expect(Object.keys(schema.$defs.override.properties)).toEqual(Object.keys(inOverrides))
  })

  test('offers an editor all shipped profiles', () => {
    expect(schema.$defs.profile.examples.slice(0, -1)).toEqual(profiles.map(({ id }) => id))
  })
})

test('a profile file beside the configuration is named as seen from the working directory', () => {
  const [told] = mistakes({ profile: './none.json' }, join('test', 'config'))
  expect(told).toContain('The profile test/config/none.json cannot be read')
})
