import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ask } from './ask.ts'
import { asking, named } from './bodies.ts'
import { freePort } from './free-port.ts'
import { nameOf, PAIRS, type Pair } from './miniature/dialect.ts'
import { startProcess, type Process } from './process.ts'
import { startProvider } from './provider.ts'

function start(pair: Pair, port: number, upstream: string, ...more: readonly string[]): Promise<Process> {
  const args = ['--port', String(port), '--inbound', pair.inbound, '--upstream-format', pair.upstreamFormat, '--upstream', upstream, ...more]
  return startProcess([process.execPath, 'test/gateways/miniature/main.ts', ...args], `http://127.0.0.1:${port}`)
}

describe('a miniature as a process', () => {
  test.each(PAIRS.map((pair) => [nameOf(pair), pair] as const))('dies on a cut where that is its fault, and can be started again: %s', async (_, pair) => {
    await using provider = await startProvider('cuts its stream')
    const port = await freePort()
    const body = asking(pair.inbound, [named('image/png')], { stream: true })
    for (let time = 0; time < 2; time++) {
      await using gateway = await start(pair, port, provider.url, '--fault', 'dies-on-cut')
      expect((await ask(gateway.url, pair.inbound, body)).isCut).toBe(true)
      expect(await gateway.ended).toBe(1)
    }
    await using correct = await start(pair, port, provider.url)
    expect((await ask(correct.url, pair.inbound, body)).isCut).toBe(true)
    provider.manner = 'answers'
    expect((await ask(correct.url, pair.inbound, body)).isCut).toBe(false)
  })

  test('does not die because its client goes away', async () => {
    await using provider = await startProvider('hangs in its stream')
    const [pair] = PAIRS
    const port = await freePort()
    await using gateway = await start(pair!, port, provider.url, '--fault', 'dies-on-cut')
    const gone = new AbortController()
    const body = JSON.stringify(asking(pair!.inbound, [named('image/png')], { stream: true }))
    const response = await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', body, signal: gone.signal })
    await response.body!.getReader().read()
    gone.abort()
    provider.manner = 'answers'
    expect((await ask(gateway.url, pair!.inbound, body)).status).toBe(200)
  })

  const upstream = ['--upstream', 'http://127.0.0.1:9']
  test.each([
    [[], '--upstream is missing'],
    [[...upstream, '--inbound', 'openai'], '--inbound is openai'],
    [[...upstream, '--inbound', 'openai-chat', '--upstream-format', 'openai-chat', '--fault', 'nope'], '--fault is nope'],
  ])('says what is wrong with %j', async (args, message) => {
    const port = await freePort()
    const started = startProcess([process.execPath, 'test/gateways/miniature/main.ts', '--port', String(port), ...args], `http://127.0.0.1:${port}/`)
    await expect(started).rejects.toThrow(message)
  })
})

test('the miniatures share no code with the kit', () => {
  const files = globSync('test/gateways/miniature/*.ts')
  const specifiers = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\(/g)].map(([all, specifier]) => specifier ?? all))
  expect(specifiers.length).toBeGreaterThan(40)
  expect(specifiers.filter((specifier) => !/^(?:node:|\.\/[a-z-]+\.ts$)/.test(specifier))).toEqual([])
})
