import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { temporaryFolder } from './folder.ts'

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const CONFIG = fileURLToPath(new URL('project/vitest.config.ts', import.meta.url))

interface Ran {
  readonly passed: number
  readonly failed: number
  readonly output: string
}

/** Runs the tests of the project beside this file in a vitest of their own. */
function runProject(variables: Readonly<Record<string, string>>, file = 'describe'): Promise<Ran> {
  const { CI: _, VITEST: __, ...env } = process.env
  return new Promise((resolve) => {
    const args = [VITEST, 'run', file, '--config', CONFIG, '--reporter=default', '--no-color']
    execFile(process.execPath, args, { env: { ...env, NO_COLOR: '1', ...variables } }, (_error, stdout, stderr) => {
      const count = (word: string): number => Number(new RegExp(`Tests .*?(\\d+) ${word}`).exec(stdout)?.[1] ?? 0)
      resolve({ passed: count('passed'), failed: count('failed'), output: stdout + stderr })
    })
  })
}

async function recorded(folder: string): Promise<Gateway> {
  const gateway = await startGateway({ profile: 'openai' })
  const { passed, failed, output } = await runProject({ RECORDINGS: folder, RECORDING_MODE: 'record', GATEWAY_URL: gateway.url })
  expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
  return gateway
}

test('records what a server answers, and replays it without the server', async () => {
  const folder = temporaryFolder()
  const gateway = await recorded(folder)
  expect(gateway.exchanges).toHaveLength(2)
  const { url } = gateway
  await gateway.close()
  const { passed, failed, output } = await runProject({ RECORDINGS: folder, GATEWAY_URL: url })
  expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
})

test('stores no key, and says where the answer came from', async () => {
  const folder = temporaryFolder()
  await (await recorded(folder)).close()
  const files = readdirSync(folder).filter((name) => name.endsWith('.har')).map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    expect(file).not.toContain('sk-not-to-be-stored-anywhere')
    expect(JSON.parse(file).log.entries[0]._pixpact.origin).toBe('simulated')
  }
})

test('fails a test that sends what nobody recorded, though the test did not look', async () => {
  const folder = temporaryFolder()
  await (await recorded(folder)).close()
  const { passed, failed, output } = await runProject({ RECORDINGS: folder, MISS: '1' })
  expect({ passed, failed }, output).toEqual({ passed: 2, failed: 1 })
  expect(output).toMatch(/No recording answers POST \/v1\/chat\/completions\. The nearest is openai-chat-[0-9a-f]{12}(?:-2)?: at \/messages\/0\/content it has/)
})

test('answers from recordings and records the rest in mode auto', async () => {
  const folder = temporaryFolder()
  const gateway = await startGateway({ profile: 'openai' })
  const { passed, failed, output } = await runProject({ RECORDINGS: folder, RECORDING_MODE: 'auto', GATEWAY_URL: gateway.url })
  await gateway.close()
  expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
  expect(gateway.exchanges).toHaveLength(1)
})

test('refuses to record in CI', async () => {
  const { passed, output } = await runProject({ RECORDINGS: temporaryFolder(), RECORDING_MODE: 'record', CI: 'true', GATEWAY_URL: 'https://api.example.com' })
  expect(passed).toBe(0)
  expect(output).toContain('Mode record makes recordings, and this is CI')
})

test('says so where there are no recordings', async () => {
  const { passed, output } = await runProject({ RECORDINGS: temporaryFolder() })
  expect(passed).toBe(0)
  expect(output).toContain('There are no recordings')
})

test('answers in nested describes, in hooks, and again once an inner one is over', async () => {
  const folder = temporaryFolder()
  await (await recorded(folder)).close()
  const { passed, failed, output } = await runProject({ RECORDINGS: folder }, 'nested')
  expect({ passed, failed }, output).toEqual({ passed: 2, failed: 0 })
})
