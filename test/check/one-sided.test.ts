import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { groupsOf } from '../../src/check/result.ts'
import { cellsOf } from '../../src/check/run/cells.ts'
import { startGateway } from '../../src/gateway/index.ts'
import { PROFILES, profileOf } from '../../src/profiles/index.ts'
import { isSmall, run, targetOf } from './checking.ts'

const VENDORS = { 'openai-chat': 'openai', 'anthropic-messages': 'anthropic' } as const
const FORMATS = Object.keys(VENDORS) as FormatId[]

/** A gateway that never looks at a picture. */
async function blindGateway(): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const answer = {
    id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'I see an image.', refusal: null }, logprobs: null, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
  }
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Every profile with every format that it takes. */
const OFFERED = PROFILES.flatMap((profile) => (Object.keys(profile.formats) as FormatId[]).map((format) => [profile.id, format] as const))

describe('a gateway whose provider is a real one', () => {
  test.each(OFFERED.filter(([id, format]) => id !== VENDORS[format]))('passes by the rules of its own profile: %s, %s', { timeout: 60_000 }, async (id, format) => {
    await using gateway = await startGateway({ profile: id })
    const [path] = profileOf(id).formats[format]!.paths
    const cases = await run(targetOf(gateway.url, { format, profile: id, path: path!.replace(/^\*\*/, '').replaceAll('*', 'a-model') }), isSmall)
    expect(cases.filter(({ status }) => status !== 'passed').map(({ id: name, findings }) => [name, findings])).toEqual([])
    expect(cases.length).toBeGreaterThan(20)
  })

  test.each(FORMATS)('passes when it answers by what it sees: %s', { timeout: 60_000 }, async (format) => {
    await using gateway = await startGateway({ profile: VENDORS[format] })
    const cases = await run(targetOf(gateway.url, { format }))
    expect(cases.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(cases.length).toBeGreaterThan(90)
  })

  test('fails when it answers without having looked at the pictures', { timeout: 60_000 }, async () => {
    await using gateway = await blindGateway()
    const causes = groupsOf(await run(targetOf(gateway.url, { format: 'openai-chat' }), (cell) => isSmall(cell) && cell.checked.dimensions['answer'] === 'whole'))
    expect(causes.filter(({ cases }) => cases.some((id) => id.includes('/picture/'))).map(({ cause }) => cause)).toEqual(['picture-unread'])
  })

  test('is not asked to read what its model cannot read', { timeout: 60_000 }, async () => {
    await using gateway = await blindGateway()
    const target = targetOf(gateway.url, { format: 'openai-chat', reads: false })
    const cases = await run(target, (cell) => isSmall(cell) && cell.checked.dimensions['answer'] === 'whole')
    expect(cases.length).toBeGreaterThan(10)
    expect(groupsOf(cases).map(({ cause }) => cause)).not.toContain('picture-unread')
  })

  test('is asked again after as long as it says, where too much is going on', { timeout: 60_000 }, async () => {
    await using gateway = await startGateway({ profile: 'openai', faults: ['rate-limit@0.5'] })
    const cases = await run(targetOf(gateway.url, { format: 'openai-chat' }), ({ checked }) => checked.id.endsWith('plain/text-only'))
    expect(cases.map(({ status }) => status)).toEqual(['passed'])
    expect(gateway.exchanges.map(({ status }) => status)).toEqual([429, 200])
  })

  test('is sent no pictures by URL where nobody could fetch them', () => {
    const cases = (rest: object): number => [...new Set(selected(rest))].length
    expect(cases({ pictures: { port: 9 } })).toBeGreaterThan(cases({}))
  })
})

function selected(rest: object): string[] {
  const target = targetOf('http://127.0.0.1:1', { format: 'openai-chat' }, rest)
  return cellsOf(target, {}).map(({ checked }) => checked.id)
}
