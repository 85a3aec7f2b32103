import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { testCard } from '../../src/image/test-card.ts'
import { PixpactError, profiles, validateRequest, type Verdict } from '../../src/index.ts'

const png = readFileSync('fixtures/images/red.png').toString('base64')

function request(url: string): Record<string, unknown> {
  return {
    model: 'mimo-v2-omni',
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }, { type: 'text', text: 'what is it?' }] }],
  }
}

function idsOf({ findings }: Verdict): string[] {
  return findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
}

describe('validateRequest', () => {
  test('answers at once, with a verdict, the format and the images', () => {
    const verdict = validateRequest(request(`data:image/png;base64,${png}`))
    expectTypeOf(verdict).toEqualTypeOf<Verdict>()
    expect(verdict).toMatchObject({ valid: true, profile: 'shubiaobiao', format: 'openai-chat', findings: [] })
    expect(verdict.images).toMatchObject([{ form: 'base64', detectedMediaType: 'image/png', decodedBytes: 381, width: 96, height: 96 }])
  })

  test.each(['image/png', 'image/jpeg', 'image/gif'] as const)('finds nothing but line breaks in the base64 of a whole %s, however long the lines are', (mediaType) => {
    const base64 = testCard({ code: 'K7Q2', mediaType, bytes: 9000 }).toString('base64')
    for (let length = 60; length < 80; length++) {
      const url = `data:${mediaType};base64,${base64.replaceAll(new RegExp(`.{${length}}`, 'g'), '$&\n')}`
      expect(idsOf(validateRequest(request(url)))).toEqual(['base64/whitespace'])
    }
  })

  test.each([
    ['text', (body: object) => JSON.stringify(body)],
    ['bytes', (body: object) => Buffer.from(JSON.stringify(body))],
    ['a plain Uint8Array', (body: object) => new TextEncoder().encode(JSON.stringify(body))],
  ])('gives the same findings for %s as for an object, and their place', (_, write) => {
    const body = request(`data:image/jpg;base64,${png}`)
    const fromObject = validateRequest(body)
    const fromText = validateRequest(write(body))
    expect(idsOf(fromObject)).toEqual(['media-type/mismatch'])
    expect(fromText.findings.map(({ location: _l, excerpt: _e, ...finding }) => finding)).toEqual(fromObject.findings)
    expect(fromText.findings[0]!.location).toEqual({ line: 1, column: JSON.stringify(body).indexOf('"data:') + 1 })
    expect(fromObject.findings[0]!.location).toBeUndefined()
  })

  test('does not change what it is given', () => {
    const body = request(`data:image/png;base64,${png.repeat(9)}`)
    const before = structuredClone(body)
    validateRequest(body)
    expect(body).toEqual(before)
  })

  test('takes objects as JSON.stringify would write them', () => {
    const body = { ...request('https://example.com/a.png'), stream: undefined, toString: () => 'x', model: { toJSON: () => 'mimo-v2-omni' } }
    expect(idsOf(validateRequest(body))).toEqual([])
  })

  test.each([
    ['a value that holds itself', (() => { const body: Record<string, unknown> = {}; body['self'] = body; return body })()],
    ['a BigInt', { messages: [], n: 1n }],
    ['nothing', undefined],
    ['a function', () => 1],
  ])('throws for %s, since that is no payload', (_, body) => {
    expect(() => validateRequest(body)).toThrow(expect.objectContaining({ name: 'PixpactError', code: 'not-serialisable' }) as Error)
  })

  test('throws for options that mean nothing', () => {
    const code = (run: () => unknown): string => {
      try {
        run()
      } catch (error) {
        if (error instanceof PixpactError) return error.code
      }
      return 'nothing was thrown'
    }
    expect(code(() => validateRequest({}, { profile: 'nope' }))).toBe('unknown-profile')
    expect(code(() => validateRequest({}, { rules: { nope: 'off' } }))).toBe('unknown-rule')
    expect(code(() => validateRequest({}, { profile: 'openai', format: 'anthropic-messages' }))).toBe('usage')
    expect(code(() => validateRequest({}, { now: 'tomorrow' }))).toBe('usage')
    expect(code(() => validateRequest({}, { profil: 'openai' } as object))).toBe('usage')
    expect(code(() => validateRequest({}, { profile: null } as object))).toBe('usage')
  })

  test.each([
    [{ url: 'https://api.anthropic.com/v1/messages' }, 'anthropic', 'anthropic-messages'],
    [{ url: 'https://api.openai.com/v1/chat/completions?a=1' }, 'openai', 'openai-chat'],
    [{ url: 'http://127.0.0.1:8000/v1/messages/' }, 'shubiaobiao', 'anthropic-messages'],
    [{ path: '/anthropic/v1/messages' }, 'shubiaobiao', 'anthropic-messages'],
    [{ headers: { 'Anthropic-Version': '2023-06-01' } }, 'shubiaobiao', 'anthropic-messages'],
    [{ path: '/v1/chat/completions', headers: { 'anthropic-version': '2023-06-01' } }, 'shubiaobiao', 'openai-chat'],
    [{ format: 'anthropic-messages', path: '/v1/chat/completions' } as const, 'shubiaobiao', 'anthropic-messages'],
    [{ profile: 'openai' }, 'openai', 'openai-chat'],
    [{}, 'shubiaobiao', 'openai-chat'],
  ])('given %j judges by profile %s as %s', (options, profile, format) => {
    const plain = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] }
    expect(validateRequest(plain, options)).toMatchObject({ profile, format })
  })

  test('lets nothing pass that cannot be judged, whatever its level', () => {
    expect(() => validateRequest('{', { rules: { 'json/syntax': 'off' } })).toThrow('json/syntax stays an error')
    expect(validateRequest('{"a": 1}', { path: '/v1/messages', rules: { 'not-a-request': 'off' } })).toMatchObject({ skipped: true })
    expect(validateRequest('{', { rules: { json: 'off' } })).toMatchObject({ valid: false, findings: [{ messageId: 'syntax' }] })
    expect(validateRequest('{"messages": [], "messages": [{"role": "user", "content": "hi"}], "model": "mimo-v2-omni"}', {
      rules: { json: 'off', 'wrong-format': 'off' },
    })).toMatchObject({ valid: true, findings: [] })
  })

  test('takes headers as fetch has them', () => {
    const headers = new Headers({ Authorization: 'Bearer k', 'Content-Type': 'application/json' })
    expect(idsOf(validateRequest(request('https://example.com/a.png'), { path: '/v1/chat/completions', headers }))).toEqual([])
  })

  test('takes "messages" by another name for a request that is wrong, not for something else', () => {
    expect(validateRequest({ model: 'mimo-v2-omni', mesages: [] })).toMatchObject({ valid: false, findings: [{ ruleId: 'not-a-request' }] })
  })

  test('lets an error about the whole request hide no fault of an image', () => {
    const images = Array.from({ length: 1501 }, (_, index) => ({ type: 'image_url', image_url: { url: `https://example.com/${index}.png` } }))
    images[7]!.image_url.url = 'cat.png'
    const content = [...images, { type: 'text', text: '?' }]
    expect(idsOf(validateRequest({ model: 'gpt-5', messages: [{ role: 'user', content }] }, { profile: 'openai' }))).toEqual([
      'image-count/too-many',
      'image-url/malformed',
    ])
  })

  test('takes a profile of the user', () => {
    const own = { ...profiles[0]!, id: 'own', levels: { ...profiles[0]!.levels, 'media-type/mismatch': 'error' as const } }
    expect(validateRequest(request(`data:image/jpeg;base64,${png}`), { profile: own })).toMatchObject({ valid: false, profile: 'own' })
  })

  test('lets a level change what is said and nothing else', () => {
    const broken = request('data:image/png;base64,iVBORw0K*Ggo')
    expect(idsOf(validateRequest(broken))).toEqual(['base64/alphabet'])
    expect(validateRequest(broken, { rules: { base64: 'off' } })).toMatchObject({ valid: true, findings: [] })
    expect(validateRequest(broken, { rules: { base64: 'off', 'base64/alphabet': 'info' } }).findings).toMatchObject([{ severity: 'info' }])
  })

  test('judges a body of 16 images of 10 MB', () => {
    const url = `data:image/png;base64,${png.slice(0, 500)}${'QUJD'.repeat(2_500_000)}`
    const part = { type: 'image_url', image_url: { url } }
    const verdict = validateRequest({ model: 'm', messages: [{ role: 'user', content: Array.from({ length: 16 }, () => part) }] })
    expect(verdict.images).toHaveLength(16)
    expect(verdict.images[15]).toMatchObject({ encodedChars: 10_000_500, width: 96 })
    expect(JSON.stringify(verdict).length).toBeLessThan(50_000)
  })

  test.each(['null', '[]', '"text"', '{}', '{"messages": null}', '{"messages": {"0": 1}}', '{"messages": [null, 1, [], {"content": {}}]}', '{"messages":[{"role":"user","content":[null,{"type":"image_url"},{"type":"image_url","image_url":null},{"type":"image","source":[]},{"type":null}]}]}'])(
    'never throws on %s',
    (text) => {
      for (const { id } of profiles) {
        for (const path of [undefined, '/v1/messages', '/v1/chat/completions']) {
          const verdict = validateRequest(text, { profile: id, ...(path !== undefined && { path }) })
          expect(verdict.valid).toBe(!verdict.findings.some(({ severity }) => severity === 'error'))
        }
      }
    },
  )
})
