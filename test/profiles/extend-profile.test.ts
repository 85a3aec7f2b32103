import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { validateRequest } from '../../src/index.ts'
import { PixpactError } from '../../src/core/errors.ts'
import { extendProfile } from '../../src/profiles/extend-profile.ts'
import { PROFILES, profileOf } from '../../src/profiles/index.ts'
import { profileFaults } from '../../src/schema/profile-faults.ts'

const schemaText = readFileSync('schemas/kit/profile.schema.json', 'utf8')

function extended(file: object): ReturnType<typeof extendProfile> {
  return extendProfile({ id: 'my-gateway', ...file }, 'my.json')
}

/** The mistakes that are told of a file, a line each, with the name of the file before the only one. */
function mistakes(file: unknown): string[] {
  try {
    extendProfile(file, 'my.json')
  } catch (error) {
    if (error instanceof PixpactError && error.code === 'bad-profile') return error.message.split('\n  ')
    throw error
  }
  return []
}

describe('extendProfile', () => {
  test('keeps what the file leaves out', () => {
    for (const profile of PROFILES) {
      expect(extended({ extends: profile.id })).toEqual({ ...profile, id: 'my-gateway', title: 'my-gateway' })
    }
  })

  test('changes nothing of the shipped profile', () => {
    const before = structuredClone(PROFILES)
    extended({ extends: 'openai', formats: { 'openai-chat': { limits: { images: 1 } } }, levels: { base64: 'off' }, models: null })
    expect(PROFILES).toEqual(before)
  })

  test('merges objects, replaces arrays, and removes what is null', () => {
    const { formats, hosts, models } = extended({
      extends: 'openai',
      hosts: ['llm.example.com'],
      models: null,
      formats: {
        'openai-chat': {
          mediaTypes: ['image/png'],
          limits: { encodedChars: 4096, images: null },
          parameters: { temperature: { max: 1 }, stop: null },
          details: null,
        },
      },
    })
    const chat = formats['openai-chat']!
    const before = profileOf('openai').formats['openai-chat']!
    expect({ hosts, models, mediaTypes: chat.mediaTypes, details: chat.details }).toEqual({
      hosts: ['llm.example.com'], models: undefined, mediaTypes: ['image/png'], details: undefined,
    })
    expect(chat.limits).toEqual({ requestBytes: before.limits.requestBytes, patches: before.limits.patches, encodedChars: 4096 })
    expect(chat.parameters).toEqual({ ...before.parameters, temperature: { min: 0, max: 1 }, stop: undefined })
    expect(Object.keys(chat.parameters)).not.toContain('stop')
  })

  test('takes a format away, and adds one that the extended profile has not', () => {
    expect(Object.keys(extended({ extends: 'shubiaobiao', formats: { 'anthropic-messages': null } }).formats)).toEqual(['openai-chat'])
    const messages = { paths: ['/v1/messages'], mediaTypes: ['image/png'] }
    expect(extended({ extends: 'openai', formats: { 'anthropic-messages': messages } }).formats['anthropic-messages']).toEqual({
      ...messages, limits: {}, parameters: {}, undocumented: [],
    })
  })

  test('adds a list of models, dated like the profile', () => {
    const { models } = extended({ extends: 'openai-compatible', date: '2026-11-01', models: { listed: ['m'] } })
    expect(models).toEqual({ date: '2026-11-01', listed: ['m'], textOnly: [], thinkingByDefault: [] })
  })

  test('gives levels by rule, by message and by format, the message before its rule', () => {
    const { levels } = extended({
      extends: 'shubiaobiao',
      levels: { 'base64/padding': 'info', base64: 'warning', 'messages/empty-text': { 'openai-chat': 'off' } },
    })
    expect(levels).toMatchObject({
      'base64/padding': 'info',
      'base64/alphabet': 'warning',
      'messages/empty-text': { 'openai-chat': 'off', 'anthropic-messages': 'error' },
      'media-type/mismatch': 'warning',
    })
  })

  test('makes a profile that judges', () => {
    const profile = extended({
      extends: 'openai-compatible',
      formats: { 'openai-chat': { parameters: { temperature: { max: 0.5 } } } },
      levels: { 'parameters/out-of-range': 'error' },
    })
    const body = { model: 'm', temperature: 0.6, messages: [{ role: 'user', content: 'Hi.' }] }
    const { valid, findings } = validateRequest(body, { profile, format: 'openai-chat' })
    expect({ valid, ids: findings.map(({ ruleId }) => ruleId) }).toEqual({ valid: false, ids: ['parameters'] })
    expect(findings[0]!.message).toBe('"temperature" is 0.6, and my-gateway documents 0 to 0.5.')
  })
})

describe('the mistakes of a profile file', () => {
  test.each<[title: string, file: unknown, told: readonly string[]]>([
    ['are none in a minimal file', { extends: 'openai', id: 'a' }, []],
    ['are none in a file that names its schema', { $schema: './profile.schema.json', extends: 'openai', id: 'a' }, []],
    ['tell what is no object', [], ['my.json: The whole file is array, and object is expected.']],
    [
      'tell what is missing',
      {},
      [
        'my.json has 2 mistakes:',
        '/extends is missing; the shipped profiles are shubiaobiao, xiaomi-mimo, openai, anthropic, anthropic-cloud, openai-compatible.',
        '/id is missing.',
      ],
    ],
    [
      'tell an unknown key and what it probably means, wherever it stands',
      { extends: 'openai', id: 'a', formats: { 'openai-chat': { limits: { encodedChar: 5, crowded: { moreThan: 1, side: 2, sides: 2 } } } } },
      [
        'my.json has 2 mistakes:',
        '/formats/openai-chat/limits/crowded/sides is no key that is known here; did you mean "side"?',
        '/formats/openai-chat/limits/encodedChar is no key that is known here; did you mean "encodedChars"?',
      ],
    ],
    ['tell a misspelt required key once', { extend: 'openai', id: 'a' }, ['my.json: /extend is no key that is known here; did you mean "extends"?']],
    ['tell a key that JavaScript knows', JSON.parse('{"extends":"openai","id":"a","__proto__":{"x":1}}'), ['my.json: /__proto__ is no key that is known here.']],
    [
      'tell such a key among levels and ranges',
      JSON.parse('{"extends":"openai","id":"a","levels":{"__proto__":"off"},"formats":{"openai-chat":{"parameters":{"__proto__":{}}}}}'),
      [
        'my.json has 2 mistakes:',
        '/formats/openai-chat/parameters/__proto__ is a range, and no such field is known.',
        '/levels/__proto__ names no rule and no message.',
      ],
    ],
    ['tell an unknown profile', { extends: 'open-ai', id: 'a' }, ['my.json: /extends is "open-ai", which is no shipped profile; did you mean "openai"?']],
    ['tell an id that is taken', { extends: 'openai', id: 'anthropic' }, ['my.json: /id is "anthropic", which is the id of a shipped profile; choose another.']],
    ['tell a wrong type', { extends: 'openai', id: 'a', hosts: 'x' }, ['my.json: /hosts is "x", and array is expected.']],
    [
      'tell a date that is none, and one that no calendar has',
      { extends: 'openai', id: 'a', date: '22.11.2026', models: { date: '2026-02-30' }, sources: [{ title: 't', url: 'u', date: '2026-13-01' }] },
      [
        'my.json has 3 mistakes:',
        '/date is "22.11.2026", and a date such as 2026-11-22 is expected.',
        '/models/date is "2026-02-30", which is no day of the calendar.',
        '/sources/0/date is "2026-13-01", which is no day of the calendar.',
      ],
    ],
    [
      'tell a media type in upper case',
      { extends: 'openai', id: 'a', formats: { 'openai-chat': { mediaTypes: ['image/PNG'] } } },
      ['my.json: /formats/openai-chat/mediaTypes/0 is "image/PNG", and a media type in lower case, such as image/png is expected.'],
    ],
    [
      'tell fields that no request has',
      {
        extends: 'openai',
        id: 'a',
        formats: { 'openai-chat': { undocumented: ['messages[].content[].image'], required: ['modell'], parameters: { temprature: { max: 1 }, 'modalities[]': {} } } },
      },
      [
        'my.json has 3 mistakes:',
        '/formats/openai-chat/parameters/temprature is a range, and no such field is known; did you mean "temperature"?',
        '/formats/openai-chat/required/0 is "modell", and no such field is known; did you mean "model"?',
        '/formats/openai-chat/undocumented/0 is "messages[].content[].image", and no such field is known; did you mean "messages[].content[].image_url"?',
      ],
    ],
    [
      'tell a lower limit that lies above the upper one, whichever of them the file tells',
      { extends: 'shubiaobiao', id: 'a', formats: { 'openai-chat': { limits: { encodedChars: 4096 } }, 'anthropic-messages': { parameters: { temperature: { min: 2 } } } } },
      [
        'my.json has 2 mistakes:',
        '/formats/anthropic-messages/parameters/temperature/min is 2, which is above max, 1.5.',
        '/formats/openai-chat/limits/ambiguousFrom is 10000000, which is above encodedChars, 4096; give both, or null for it.',
      ],
    ],
    [
      'tell what a new format lacks',
      { extends: 'anthropic', id: 'a', formats: { 'openai-chat': {}, 'anthropic-messages': null } },
      [
        'my.json has 2 mistakes:',
        '/formats/openai-chat/mediaTypes is missing, and anthropic has nothing to take its place.',
        '/formats/openai-chat/paths is missing, and anthropic has nothing to take its place.',
      ],
    ],
    ['tell that no format is left', { extends: 'openai', id: 'a', formats: { 'openai-chat': null } }, ['my.json: /formats leaves no format.']],
    [
      'tell levels of nothing, and levels that are none',
      { extends: 'openai', id: 'a', levels: { 'media-typ': 'off', 'base64/paddin': 'info', base64: 'fatal', schema: null } },
      [
        'my.json has 4 mistakes:',
        '/levels/base64 is "fatal", and one of error, warning, info, off is expected.',
        '/levels/base64~1paddin names no rule and no message; did you mean "base64/padding"?',
        '/levels/media-typ names no rule and no message; did you mean "media-type"?',
        '/levels/schema is null, and string or object is expected.',
      ],
    ],
    [
      'tell levels that would leave nothing to judge',
      { extends: 'openai', id: 'a', levels: { json: 'off', 'wrong-format/body': 'info', 'wrong-format': 'error' } },
      [
        'my.json has 2 mistakes:',
        '/levels/json is "off", and json/syntax is an error in each profile; name the other messages one by one.',
        '/levels/wrong-format~1body is "info", and wrong-format/body is an error in each profile.',
      ],
    ],
  ])('%s', (_, file, told) => {
    expect(mistakes(file)).toEqual(told)
  })

  test('hold nothing that a terminal would obey', () => {
    expect(mistakes({ extends: 'openai', id: 'a', '\u001b[2J': 1 })).toEqual(['my.json: /\ufffd[2J is no key that is known here.'])
  })
})

describe('schemas/kit/profile.schema.json', () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(schemaText) as object)

  test.each([
    [{ extends: 'openai', id: 'a' }],
    [{ extends: 'openai', id: 'a', formats: { 'openai-chat': { limits: { images: 0 } } } }],
    [{ extends: 'openai', id: 'a', levels: { base64: { 'openai-chat': 'info' } } }],
    [{ extends: 'openai', id: 'a', levels: { base64: { chat: 'info' } } }],
    [{ extends: 'openai', id: 'A' }],
    [{ id: 'a' }],
    [null],
  ])('refuses what profileFaults tells: %j', (file) => {
    expect(validate(file)).toBe(profileFaults(file).length === 0)
  })
})
