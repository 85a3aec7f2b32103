import { readFileSync } from 'node:fs'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { extendProfile, validateRequest, validateRequestWithFetch, type Verdict } from '../../src/index.ts'
import { serve } from '../network/server.ts'

const png = readFileSync('fixtures/images/red.png')

function request(url: string): Record<string, unknown> {
  return {
    model: 'mimo-v2-omni',
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }, { type: 'text', text: 'what is it?' }] }],
  }
}

describe('validateRequestWithFetch', () => {
  test('says what validateRequest says, and what stands behind the URL', async () => {
    const { origin } = await serve((_, response) => void response.writeHead(404).end())
    const promise = validateRequestWithFetch(JSON.stringify(request(origin)), { allowPrivate: true })
    expectTypeOf(promise).toEqualTypeOf<Promise<Verdict>>()
    const { valid, findings } = await promise
    expect(valid).toBe(false)
    expect(findings).toMatchObject([
      { messageId: 'unreachable', message: 'The image URL cannot be fetched: the server answers with status 404.', location: { line: 1 } },
      { messageId: 'not-public', severity: 'warning' },
    ])
  })

  test.each(['cat.png', 'file:///cat.png', 'http://127.0.0.1:1/', `data:image/png;base64,${png.toString('base64')}`])(
    'asks for nothing where the URL is %.30s',
    async (url) => {
      expect(await validateRequestWithFetch(request(url))).toEqual(validateRequest(request(url)))
    },
  )

  test('asks for nothing that is no URL, however mild the profile is', async () => {
    const levels = { 'image-url': 'warning' } as const
    const profile = extendProfile({ extends: 'openai', id: 'mild', levels }, 'mild.json')
    for (const url of ['cat.png', 'file:///cat.png', 'http://127.0.0.1:1/', 'https://']) {
      expect(await validateRequestWithFetch(request(url), { profile })).toEqual(validateRequest(request(url), { profile }))
    }
  })

  test('waits as long as it is told', async () => {
    const { origin } = await serve(() => undefined)
    const { findings } = await validateRequestWithFetch(request(origin), { allowPrivate: true, timeoutMs: 200 })
    expect(findings[0]).toMatchObject({ messageId: 'unreachable', params: { why: 'the server takes too long' } })
  })

  test('holds a limit that a profile of the user sets', async () => {
    const { origin } = await serve((_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png))
    const formats = { 'openai-chat': { limits: { urlBytes: 380 } } }
    const profile = extendProfile({ extends: 'openai', id: 'small', formats }, 'small.json')
    const { findings } = await validateRequestWithFetch(request(origin), { profile, allowPrivate: true })
    expect(findings[0]).toMatchObject({ messageId: 'too-large', severity: 'error', params: { size: '381', limit: '380' } })
  })

  test('rejects options that mean nothing', async () => {
    const code = async (options: object): Promise<unknown> => validateRequestWithFetch({}, options).catch((error: { code: string }) => error.code)
    expect(await code({ timeoutMs: 0 })).toBe('usage')
    expect(await code({ allowPrivate: 'yes' })).toBe('usage')
    expect(await code({ profile: 'nope' })).toBe('unknown-profile')
    await expect(validateRequestWithFetch({}, { allowprivate: true } as object)).rejects.toMatchObject({ hint: 'Did you mean allowPrivate?' })
  })
})
