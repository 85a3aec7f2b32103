import { once } from 'node:events'
import { createServer, request as requestTo } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json, text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { startProvider } from '../../src/check/provider/provider.ts'
import { resolveTarget } from '../../src/check/resolve-target.ts'
import { groupsOf, type CaseResult } from '../../src/check/result.ts'
import { cellsOf } from '../../src/check/run/cells.ts'
import type { Target } from '../../src/check/target.ts'
import { dryRun, printBody } from '../../src/cli/check-listing.ts'
import { resolveTargets } from '../../src/config/resolve-targets.ts'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { freePort } from '../gateways/free-port.ts'
import { isSmall, run, targetOf } from './checking.ts'
import { proxy, type Manners } from './proxy.ts'

/** A route of one format on both sides. */
const straight = (format: FormatId, port: number): object => ({ name: format, format, upstream: { format, port } })

/** A gateway that passes paths and headers on as well. */
async function passingAll(upstream: string): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((request, response) => {
    const headers = Object.entries(request.headers).filter(([name]) => /^(?:content-type|anthropic-|x-api-key|authorization)/.test(name))
    const pass = async (): Promise<void> => {
      const answer = await fetch(upstream + request.url!, { method: 'POST', headers: Object.fromEntries(headers) as Record<string, string>, body: await text(request) })
      const body = await answer.text()
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(body)
    }
    pass().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const wrongWith = (cases: readonly CaseResult[]): CaseResult[] => cases.filter(({ status }) => status !== 'passed')

describe('the provider that the kit plays', () => {
  test('serves routes of both formats at one address', { timeout: 60_000 }, async () => {
    const port = await freePort()
    await using gateway = await passingAll(`http://127.0.0.1:${port}`)
    const routes = [straight('openai-chat', port), straight('anthropic-messages', port)]
    const cases = await run(targetOf(gateway.url, {}, { routes }), (cell) => isSmall(cell) && /\/(?:plain|known\/portkey-33|upstream\/rate-limit)/.test(cell.checked.id))
    expect(wrongWith(cases)).toEqual([])
    expect(new Set(cases.map(({ route }) => route)).size).toBe(2)
  })

  test('judges by the profile of the route that is on', { timeout: 60_000 }, async () => {
    const port = await freePort()
    await using gateway = await proxy(`http://127.0.0.1:${port}`, {})
    const pointing = (name: string, profile?: string): object => ({ name, format: 'openai-chat', upstream: { format: 'openai-chat', port, ...(profile && { profile }) } })
    const target = targetOf(gateway.url, {}, { routes: [pointing('openai'), pointing('other', 'openai')] })
    const profile = { ...target.routes[0]!.profile, formats: {} }
    const [openai, other] = target.routes
    const changed: Target = { ...target, routes: [openai!, { ...other!, upstream: { ...other!.upstream!, profile } }] }
    const cases = await run(changed, ({ checked }) => checked.id.endsWith('plain/text-only'))
    expect(cases.map(({ route, answered }) => [route, answered])).toEqual([['openai', 200], ['other', 404]])
  })

  test('knows the call of a case from one that the gateway makes of its own', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const upstream = `http://127.0.0.1:${port}/v1/chat/completions`
    const post = (body: unknown): Promise<Response> => fetch(upstream, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer k' }, body: JSON.stringify(body) })
    const alone: Manners['alone'] = (response, body) => {
      const pass = async (): Promise<void> => {
        const answer = await post(body)
        const text = await answer.text()
        await post({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Are you there?' }] })
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(text)
      }
      void pass()
      return true
    }
    await using gateway = await proxy(upstream, { alone })
    const cases = await run(targetOf(gateway.url, straight('openai-chat', port)), (cell) => isSmall(cell) && /\/(?:plain|known\/portkey-33)/.test(cell.checked.id))
    expect(wrongWith(cases)).toEqual([])
    expect(cases.length).toBeGreaterThan(2)
  })

  test('says that it is the provider that cannot listen, and what to do', async () => {
    const port = await freePort()
    await using gateway = await proxy('http://127.0.0.1:1', {})
    const { upstream } = targetOf(gateway.url, straight('openai-chat', port)).routes[0]!
    const provider = await startProvider(upstream!, new Map())
    await expect(run(targetOf(gateway.url, straight('openai-chat', port)))).rejects.toMatchObject({
      code: 'cannot-listen',
      message: `The provider that the kit plays cannot listen at 127.0.0.1:${port}: something else listens there already.`,
      hint: 'Stop what listens there, or choose another port for upstream.',
    })
    await provider.close()
  })

  test('turns down a body of more than 256 MiB', { timeout: 60_000 }, async () => {
    const port = await freePort()
    const { upstream } = targetOf('http://127.0.0.1:1', straight('openai-chat', port)).routes[0]!
    const provider = await startProvider(upstream!, new Map())
    const sent = requestTo(`http://127.0.0.1:${port}/v1/chat/completions`, { method: 'POST' })
    // The provider breaks off what is sent on.
    sent.on('error', () => undefined)
    const answered = once(sent, 'response')
    const piece = Buffer.alloc(2 ** 20, ' ')
    for (let number = 0; number <= 256; number++) if (!sent.write(piece)) await Promise.race([once(sent, 'drain'), answered])
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    expect(await json(response)).toMatchObject({ error: { message: 'The body is larger than 256 MiB.' } })
    expect(provider.taken()).toEqual([])
    sent.destroy()
    await provider.close()
  })
})

test('an answer of more than 64 MiB is told as what it is', { timeout: 60_000 }, async () => {
  await using gateway = await proxy('http://127.0.0.1:1', {
    alone: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.alloc(65 * 2 ** 20, ' '))
      return true
    },
  })
  const cases = await run(targetOf(gateway.url, { format: 'openai-chat' }), ({ checked }) => checked.id.endsWith('plain/text-only'))
  expect(groupsOf(cases)).toEqual([expect.objectContaining({ cause: 'no-answer', about: 'too-large', message: 'The answer is larger than 64 MiB.' })])
})

describe('a picture that is sent by URL', () => {
  /** A gateway that notes what it is sent, fetches the pictures of it, and passes it on to where its path says. */
  async function fetching(port: number): Promise<{ bodies: unknown[]; statuses: number[]; gateway: Awaited<ReturnType<typeof proxy>> }> {
    const bodies: unknown[] = []
    const statuses: number[] = []
    const request: Manners['request'] = async (body) => {
      bodies.push(body)
      for (const [url] of JSON.stringify(body).matchAll(/http:[^"]+\/pictures\/[^"]+/g)) statuses.push((await fetch(url)).status)
      return body
    }
    return { bodies, statuses, gateway: await proxy(`http://127.0.0.1:${port}`, { request }) }
  }

  const byUrl = (id: string): boolean => id.endsWith('known/portkey-33-url')
  const twoRoutes = (url: string, one: number, other: number, rest: object = {}): Target => {
    const routes = [straight('anthropic-messages', one), straight('openai-chat', other)]
    const { targets } = resolveTargets({ targets: { gateway: { url, routes, ...rest } } }, '.')
    return resolveTarget('gateway', targets['gateway']!)
  }

  test('is fetched at the provider of its own route, and is shown beforehand as it is sent', { timeout: 60_000 }, async () => {
    const [one, other] = [await freePort(), await freePort()]
    const { bodies, statuses, gateway } = await fetching(other)
    await using _ = gateway
    const target = twoRoutes(gateway.url, one, other)
    const cells = cellsOf(target, {}).filter(({ route, checked }) => route.format === 'openai-chat' && byUrl(checked.id))
    const cases = await run(target, ({ route, checked }) => route.format === 'openai-chat' && byUrl(checked.id))
    expect(wrongWith(cases)).toEqual([])
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(JSON.stringify(bodies)).toContain(`http://127.0.0.1:${other}/pictures/`)
    const shown = printBody(cells, 1, target)
    expect(bodies).toEqual([JSON.parse(shown)])
    expect(dryRun(target, cells, 1)).toContain(`  ${Buffer.byteLength(shown).toLocaleString('en-US')} bytes  `)
  })

  test('is served at the port of a route that is not on as well', { timeout: 60_000 }, async () => {
    const [one, other] = [await freePort(), await freePort()]
    const { statuses, gateway } = await fetching(other)
    await using _ = gateway
    const cases = await run(twoRoutes(gateway.url, one, other, { pictures: { port: one } }), ({ route, checked }) => route.format === 'openai-chat' && byUrl(checked.id))
    expect(wrongWith(cases)).toEqual([])
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})
