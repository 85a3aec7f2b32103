import { describe, expect, test } from 'vitest'
import { diffRuns } from '../../src/check/diff.ts'
import { outcomeOf } from '../../src/check/result-of.ts'
import type { CauseGroup, CheckResult } from '../../src/check/result.ts'
import { resolveTargets } from '../../src/config/resolve-targets.ts'
import { resolveTarget } from '../../src/check/resolve-target.ts'
import { cellsOf } from '../../src/check/run/cells.ts'
import { runCells } from '../../src/check/run/run.ts'
import { freePort } from './free-port.ts'
import { installRelease, routeHeaders, startCommand, type Release } from './portkey.ts'

const isAsked = process.env['PIXPACT_GATEWAYS'] === '1'

/** The four ways through the gateway, by the names of its routes. */
const WAYS = [
  { name: 'chat-openai', format: 'openai-chat', vendor: 'openai', upstream: 'openai-chat' },
  { name: 'chat-anthropic', format: 'openai-chat', vendor: 'anthropic', upstream: 'anthropic-messages' },
  { name: 'messages-anthropic', format: 'anthropic-messages', vendor: 'anthropic', upstream: 'anthropic-messages' },
  { name: 'messages-openai', format: 'anthropic-messages', vendor: 'openai', upstream: 'openai-chat' },
] as const

/** Checks a release. Where it listens plays no part in what is found. */
async function checked(release: Release, ports: readonly number[], name: string): Promise<CheckResult> {
  const [own, ...upstreams] = ports
  const routes = WAYS.map(({ name, format, vendor, upstream }, index) => {
    const port = upstreams[index]!
    return { name, format, headers: { ...routeHeaders(vendor, `http://127.0.0.1:${port}`), authorization: 'Bearer k' }, upstream: { format: upstream, port } }
  })
  const start = startCommand(await installRelease(release), own!)
  const { targets } = resolveTargets({ targets: { portkey: { url: `http://127.0.0.1:${own}`, start, notes: { release }, routes } } }, '.')
  const target = resolveTarget('portkey', targets['portkey']!)
  // The size of pictures plays no part in what changed between the releases.
  const cells = cellsOf(target, {}).filter(({ checked }) => (checked.dimensions['size'] ?? 'small') === 'small' && checked.id.includes(name))
  return outcomeOf(target, 1, await runCells(target, cells, { seed: 1, timeout: 20_000, keys: {} }), undefined).result
}

const told = (groups: readonly CauseGroup[]): string[] => groups.map(({ route, cause, about }) => `${route}: ${cause}${about ? ` (${about})` : ''}`).sort()

describe.skipIf(!isAsked)(`a check of two real releases${isAsked ? '' : ' (SKIPPED: npm run test:gateways installs and checks them)'}`, () => {
  test('names what changed between them, each under its own cause, and nothing that did not', { timeout: 300_000 }, async () => {
    const ports = await Promise.all(Array.from({ length: 5 }, freePort))
    const { regressions, changed, fixed, lost } = diffRuns(await checked('1.9.8', ports, ''), await checked('1.15.2', ports, ''))
    expect(told(regressions)).toEqual([
      // Errors of the provider reach the callers of Messages in OpenAI's envelope.
      'messages-anthropic: envelope',
      // Messages for a provider of Chat Completions is answered 500, where it was passed on.
      'messages-openai: server-error (500)',
    ])
    expect(told(changed)).toEqual([
      // It sent the role "tool" on before; now the part in the tool result is what is wrong.
      'chat-anthropic: part-unconverted',
      'messages-openai: server-error (500)',
    ])
    expect(told(fixed)).toEqual([
      // A stream that the provider cuts took the whole process down.
      'chat-anthropic: crashed',
      // Pictures by URL were dropped.
      'chat-anthropic: picture-missing (by URL)',
      'chat-anthropic: picture-missing (of a faulty request)',
      // It said "chat_completion".
      'chat-anthropic: response-contract (response-schema/enum at /object)',
      'chat-anthropic: stream-contract (stream-grammar/role-missing at /*/choices/*)',
      'chat-anthropic: upstream-invalid (schema/enum at /messages/*/role)',
      'chat-openai: crashed',
      'messages-anthropic: crashed',
      'messages-openai: unconverted',
    ])
    expect(lost).toEqual([])
  })

  test('finds the same in three runs, to the letter', { timeout: 300_000 }, async () => {
    const ports = await Promise.all(Array.from({ length: 5 }, freePort))
    const runs = [await checked('1.9.8', ports, 'upstream/'), await checked('1.9.8', ports, 'upstream/'), await checked('1.9.8', ports, 'upstream/')]
    expect(runs[1]).toEqual(runs[0])
    expect(runs[2]).toEqual(runs[0])
  })
})
