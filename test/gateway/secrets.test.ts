import { existsSync } from 'node:fs'
import { deflateSync, gzipSync } from 'node:zlib'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { serve } from '../network/server.ts'
import { filesIn, folder, recording, replaying } from './recordings.ts'
import { ask, chat, CHAT_PATH, PNG } from './requests.ts'

/** One for each place, so that a test can tell which one leaked. */
const SECRETS = {
  bearer: 'Zq7-bearer-token-of-the-client',
  key: 'Zq7/key+of==the-client',
  query: 'Zq7queryparameterkey',
  cookie: 'Zq7cookieofthesession',
  user: 'Zq7userofupstream',
  password: 'Zq7p@ssword"of\\upstream',
  setCookie: 'Zq7cookiethatwasset',
  configured: 'Zq7 the user said so: ä"\\',
  known: `sk-ant-api03-${'Zq7x'.repeat(20)}AA`,
} as const

/** A text in the ways in which it may stand in a file. */
function formsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1)
  const bytes = Buffer.from(secret)
  return [secret, escaped, JSON.stringify(escaped).slice(1, -1), encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')]
}

/** The places on disk where a secret stands, in names of files too. */
function leaksIn(dir: string): string[] {
  return [...filesIn(dir)].flatMap(([path, bytes]) =>
    Object.entries(SECRETS).flatMap(([name, secret]) => formsOf(secret).flatMap((form) => (bytes.includes(form) || path.includes(form) ? [`${name} in ${path}`] : []))),
  )
}

describe('what a recorder stores', () => {
  test.each(['identity', 'gzip', 'deflate'])('holds no secret that went by in a request or in an answer, echoes included, with %s', async (encoding) => {
    const dir = folder()
    const upstream = await serve(async (request, response) => {
      const asked = (await buffer(request)).toString()
      // Everything comes back: headers, path, body, and what the server itself knows.
      const text = JSON.stringify({ id: 'a', headers: request.rawHeaders, url: request.url, asked, twice: JSON.stringify(asked), configured: SECRETS.configured, cookie: SECRETS.setCookie, user: SECRETS.user, password: SECRETS.password })
      const encode = { identity: Buffer.from, gzip: gzipSync, deflate: deflateSync }[encoding]!
      response.writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': [`session=${SECRETS.setCookie}; Path=/; HttpOnly`],
        'x-echo': SECRETS.bearer,
        ...(encoding !== 'identity' && { 'content-encoding': encoding }),
      })
      const bytes = encode(text)
      // In pieces, so that secrets are cut in two.
      for (let at = 0; at < bytes.length; at += 37) {
        response.write(bytes.subarray(at, at + 37))
        await new Promise(setImmediate)
      }
      response.end()
    })
    const at = upstream.origin.replace('//', `//${SECRETS.user}:${encodeURIComponent(SECRETS.password)}@`)
    await using gateway = await recording(at, dir, { secrets: [SECRETS.configured] })
    const body = chat([PNG], { user: SECRETS.configured, metadata: { note: `my key is ${SECRETS.key}, and an old one ${SECRETS.known}` } })
    const headers = { 'x-api-key': SECRETS.key, cookie: `a=b; session=${SECRETS.cookie}`, 'x-pixpact-recording': 'echo' }
    const answers = [
      await ask(`${gateway.url}${CHAT_PATH}?api_key=${SECRETS.query}`, body, headers),
      await ask(`${gateway.url}${CHAT_PATH}?key=${SECRETS.query}`, body, { ...headers, authorization: `Bearer ${SECRETS.bearer}` }),
    ]
    // They did go by.
    expect(answers.map(({ text }) => text).join()).toContain(SECRETS.bearer)
    expect(answers[0]!.text).toContain(Buffer.from(`${SECRETS.user}:${SECRETS.password}`).toString('base64'))
    expect(gateway.exchanges.map(({ stored }) => stored)).toEqual(['new', 'new'])
    expect(leaksIn(dir)).toEqual([])
    expect(leaksIn(dir)).toEqual([])

    await using replay = await replaying(dir, { secrets: [SECRETS.configured] })
    expect((await ask(`${replay.url}${CHAT_PATH}`, body, headers)).status).toBe(200)
  })

  test('tells the client the same as without it', async () => {
    const upstream = await serve((request, response) => response.end(JSON.stringify(request.headers['x-api-key'])))
    await using gateway = await recording(upstream.origin, folder())
    expect((await ask(gateway.url + CHAT_PATH, chat([PNG]), { 'x-api-key': SECRETS.key })).text).toBe(JSON.stringify(SECRETS.key))
  })

  test('is nothing where a secret is too short to be looked for', async () => {
    const dir = folder()
    await expect(recording('http://127.0.0.1:1', dir, { secrets: ['abc'] })).rejects.toMatchObject({ code: 'usage', message: 'A secret of 3 characters is too short to look for.' })
    expect(existsSync(dir)).toBe(false)
  })
})
