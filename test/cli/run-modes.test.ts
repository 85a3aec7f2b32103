import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { serving } from './serving.ts'
import { pixpact, type Run } from './run.ts'

const dir = mkdtempSync(join(tmpdir(), 'pixpact-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Runs a command that asks a question through the SDK, and prints the answer. */
function asking(question: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const script = `
    import OpenAI from 'openai'
    const client = new OpenAI({ maxRetries: 0 })
    const messages = [{ role: 'user', content: ${JSON.stringify(question)} }]
    const { choices } = await client.chat.completions.create({ model: 'mimo-v2-omni', messages }).catch((error) => ({ choices: [{ message: { content: String(error.status) } }] }))
    console.log(choices[0].message.content)`
  return pixpact(['run', '--no-config', ...args, '--', process.execPath, '--input-type=module', '-e', script], { env })
}

describe('pixpact run', () => {
  test('records what a command asks for, with its own key, and replays it to the same command without one', async () => {
    const upstream = await serving(['--verbose'])
    const recordings = ['--recordings', join(dir, 'set')]
    const live = asking('Hi', ['--mode', 'record', '--upstream', upstream.url, '--allow-record-in-ci', ...recordings], { OPENAI_API_KEY: 'sk-of-its-own' })
    const replayed = asking('Hi', ['--mode', 'replay', ...recordings])
    const missed = asking('Hello', ['--mode', 'replay', ...recordings])
    await upstream.stop()
    expect([live.code, live.stderr]).toEqual([0, expect.stringContaining('1 request valid')])
    expect([replayed.code, replayed.stdout]).toEqual([0, live.stdout])
    expect([missed.code, missed.stdout]).toEqual([1, '404\n'])
    expect(missed.stderr).toContain('at /messages/0/content it has "Hi", and "Hello" was received.)\npixpact: 1 request was not answered, judged or stored as it should be.\n')
  })

  test.each([
    ['simulate', 'sk-pixpact-dummy'],
    ['forward', 'sk-of-its-own'],
  ])('in mode %s, the command sees the key %s', (mode, key) => {
    const script = 'console.log(process.env.OPENAI_API_KEY, process.env.OPENAI_BASE_URL)'
    const { stdout } = pixpact(['run', '--no-config', '--mode', mode, '--upstream', 'http://127.0.0.1:1', '--', process.execPath, '-e', script], { env: { OPENAI_API_KEY: 'sk-of-its-own' } })
    expect(stdout).toMatch(new RegExp(`^${key} http://127\\.0\\.0\\.1:\\d+/v1\n$`))
  })
})
