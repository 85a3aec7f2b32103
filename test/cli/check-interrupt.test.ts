import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../gateways/free-port.ts'
import type { Run } from './run.ts'

/** Answers its first request, hangs at its second, and takes no SIGTERM. */
const GATEWAY = `
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const [port, folder] = process.argv.slice(2)
process.on('SIGTERM', () => writeFileSync(folder + '/asked-to-end', ''))
let requests = 0
createServer((request, response) => {
  request.resume().on('end', () => {
    if (requests++ === 0) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    else writeFileSync(folder + '/hangs', '')
  })
}).listen(Number(port), '127.0.0.1')
`

let root: string
let folder: string
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'interrupt-'))))
afterAll(() => rmSync(root, { recursive: true }))
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'))
  writeFileSync(join(folder, 'gateway.mjs'), GATEWAY)
})

const at = (name: string): string => join(folder, name)

async function seen(name: string): Promise<void> {
  while (!existsSync(at(name))) await sleep(20)
}

/** Runs `pixpact check` on the gateway that a command starts, and does something to it meanwhile. */
async function check(start: (run: string) => string, meanwhile: (child: ChildProcess) => Promise<unknown>): Promise<Run & { url: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const command = start(`"${process.execPath}" ${at('gateway.mjs')} ${port} ${folder}`)
  const args = ['check', '--base-url', url, '--format', 'openai-chat', '--start', command, '--timeout', '600']
  const child = spawn(process.execPath, [resolve('bin/pixpact.mjs'), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr), meanwhile(child)])
  return { code, stdout, stderr, url }
}

describe('an interrupted check ends with 130, leaves no gateway behind,', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('and tells what ran where a case hangs: %s', { timeout: 30_000 }, async (signal) => {
    const { code, stdout, stderr, url } = await check((run) => run, async (child) => {
      await seen('hangs')
      child.kill(signal)
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(/^pixpact: interrupted after 1 of \d+ cases\.$/m)
    expect(stdout).toMatch(/^1 case: 0 passed, 1 failed/m)
    await expect(fetch(url)).rejects.toThrow()
  })

  test('and tells that nothing ran where the gateway was still to come', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await check(() => `touch ${at('starting')}; sleep 600`, async (child) => {
      await seen('starting')
      child.kill('SIGINT')
    })
    expect(code).toBe(130)
    expect(stderr).toMatch(/^pixpact: interrupted after 0 of \d+ cases\.$/m)
    expect(stdout).toMatch(/^0 cases: 0 passed/m)
  })

  test('and says nothing more when it is asked a second time', { timeout: 30_000 }, async () => {
    const { code, stdout, url } = await check((run) => `true && ${run}; true`, async (child) => {
      await seen('hangs')
      child.kill('SIGINT')
      // Now it waits for a gateway that does not end.
      await seen('asked-to-end')
      child.kill('SIGINT')
    })
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    await expect(fetch(url)).rejects.toThrow()
  })
})
