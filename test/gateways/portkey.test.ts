import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { ask, type Answered } from './ask.ts'
import { asking, named, picturesOf, URL_PICTURE } from './bodies.ts'
import { freePort } from './free-port.ts'
import { PATHS, type Dialect } from './miniature/dialect.ts'
import { installRelease, RELEASES, routeHeaders, startArguments, startCommand, type Release } from './portkey.ts'
import { startProcess, type Process } from './process.ts'
import { startProvider, type Manner, type Provider } from './provider.ts'

const isAsked = process.env['PIXPACT_GATEWAYS'] === '1'

describe.each(RELEASES)('what is installed of %s', (release) => {
  const read = (name: string): Record<string, Record<string, unknown>> => JSON.parse(readFileSync(`test/gateways/portkey/${release}/${name}`, 'utf8'))

  test('is the release, with the server on which its streams work', () => {
    expect(read('package.json')).toMatchObject({ dependencies: { '@portkey-ai/gateway': release }, overrides: { '@hono/node-server': '1.13.5' } })
    const packages = Object.entries(read('package-lock.json')['packages']!) as [string, { readonly version: string; readonly integrity?: string }][]
    const servers = packages.filter(([path]) => path.endsWith('@hono/node-server'))
    expect(servers.map(([, { version }]) => version)).toEqual(['1.13.5'])
    expect(packages.filter(([path, { integrity }]) => path !== '' && integrity === undefined)).toEqual([])
  })
})

test('a release that cannot be fetched is told from one that is broken, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9/')
  vi.stubEnv('npm_config_cache', join(folder, 'npm'))
  try {
    await expect(installRelease('1.9.8', join(folder, 'releases'))).rejects.toMatchObject({ isOffline: true, message: expect.stringContaining('ECONNREFUSED') })
    expect(readdirSync(join(folder, 'releases'))).toEqual([])
  } finally {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  }
})

test('a release is started by one line for a shell', () => {
  expect(startCommand("/a folder/it's", 8080)).toMatch(/ --require \S+ '\/a folder\/it'\\''s\/node_modules\/.*' --port=8080 --headless$/)
})

interface Scene {
  readonly gateway: Process
  readonly provider: Provider
  readonly ask: (vendor: 'openai' | 'anthropic', inbound: Dialect, more?: object) => Promise<Answered>
}

/** Starts a release in front of a provider, and asks about a picture as base64 and one by URL. */
async function scene<Result>(release: Release, manner: Manner, act: (scene: Scene) => Promise<Result>): Promise<Result> {
  await using provider = await startProvider(manner)
  const port = await freePort()
  await using gateway = await startProcess(startArguments(await installRelease(release), port), `http://127.0.0.1:${port}`)
  const question: Scene['ask'] = (vendor, inbound, more = {}) =>
    ask(gateway.url, inbound, asking(inbound, [named('image/png'), URL_PICTURE], { max_tokens: 5, ...more }), PATHS[inbound], routeHeaders(vendor, provider.url))
  return await act({ gateway, provider, ask: question })
}

describe.skipIf(!isAsked)(`the released gateways${isAsked ? '' : ' (SKIPPED: npm run test:gateways installs and asks them)'}`, () => {
  test.each(RELEASES)('%s listens on this machine alone', async (release) => {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4')
    await scene(release, 'answers', async ({ gateway }) => {
      const reached = addresses.map(({ address }) => isReached(address, Number(new URL(gateway.url).port)))
      expect(await Promise.all(reached)).toEqual(addresses.map(() => false))
    })
  })

  test.each(RELEASES)('%s passes pictures on to either vendor, and streams', async (release) => {
    await scene(release, 'answers', async ({ provider, ask: question }) => {
      for (const [vendor, inbound] of [['openai', 'openai-chat'], ['anthropic', 'openai-chat'], ['anthropic', 'anthropic-messages']] as const) {
        for (const stream of [false, true]) {
          const { status, text, isCut } = await question(vendor, inbound, { stream })
          expect({ status, isCut }).toEqual({ status: 200, isCut: false })
          expect(text).toContain('red disc.')
          expect(picturesOf(provider.arrivals.at(-1)!.body)).toContain(named('image/png'))
        }
      }
    })
  })

  test.each([['1.9.8', 1], ['1.15.2', 2]] as const)('%s sends Anthropic %i of a picture as base64 and one by URL', async (release, count) => {
    await scene(release, 'answers', async ({ provider, ask: question }) => {
      const { json } = await question('anthropic', 'openai-chat')
      expect(picturesOf(provider.arrivals[0]!.body)).toEqual([named('image/png'), URL_PICTURE].slice(0, count))
      const isOld = release === '1.9.8'
      expect(json).toMatchObject({ object: isOld ? 'chat_completion' : 'chat.completion', choices: [{ finish_reason: isOld ? 'end_turn' : 'stop' }] })
    })
  })

  test.each([['1.9.8', true], ['1.15.2', false]] as const)('%s dies when a stream is cut: %s', async (release, dies) => {
    await scene(release, 'cuts its stream', async ({ gateway, provider, ask: question }) => {
      await question('openai', 'openai-chat', { stream: true })
      if (dies) expect(await gateway.ended).toBe(1)
      else {
        provider.manner = 'answers'
        expect((await question('openai', 'openai-chat')).status).toBe(200)
      }
    })
  })

  test.each([['1.9.8', 200], ['1.15.2', 500]] as const)('%s answers Messages for a provider of Chat Completions with %i', async (release, status) => {
    await scene(release, 'answers', async ({ provider, ask: question }) => {
      expect((await question('openai', 'anthropic-messages')).status).toBe(status)
      expect(provider.arrivals.map(({ path }) => path)).toEqual(status === 200 ? ['/v1/messages'] : [])
    })
  })

  test.each([['1.9.8', ['error', 'request_id', 'type']], ['1.15.2', ['error', 'provider']]] as const)('%s answers Messages with errors of the keys %j', async (release, keys) => {
    await scene(release, 429, async ({ ask: question }) => {
      const { status, json } = await question('anthropic', 'anthropic-messages')
      expect(status).toBe(429)
      expect(Object.keys(json).sort()).toEqual(keys)
    })
  })
})

function isReached(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 }, () => resolve(true)).once('error', () => resolve(false)).once('timeout', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
