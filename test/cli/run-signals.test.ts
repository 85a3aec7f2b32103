import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pixpact, type Run } from './run.ts'

const good = resolve('fixtures/documented/good/openai-multi-image.json')
const NODE = process.execPath

interface Running {
  readonly kill: (signal: NodeJS.Signals) => void
  /** Waits until this much has been printed. */
  readonly printed: (text: string) => Promise<void>
  readonly ended: Promise<Run>
}

/** Starts `pixpact run`, and waits until the command has printed `ready`. */
async function running(script: string): Promise<Running> {
  const child = spawn(NODE, [resolve('bin/pixpact.mjs'), 'run', '--no-config', '--', NODE, '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  const ended = new Promise<Run>((done) => child.on('close', (code) => done({ code, stdout, stderr })))
  const printed = (text: string): Promise<void> =>
    new Promise((done) => {
      const look = (): void => void (stdout.endsWith(text) && done())
      look()
      child.stdout.on('data', look)
      child.on('close', () => done())
    })
  await printed('ready\n')
  return { kill: (signal) => child.kill(signal), printed, ended }
}

// Not quite, so that a signal that is lost fails a test and hangs none.
const FOREVER = 'setTimeout(() => process.exit(9), 15_000); console.log("ready");'

describe.skipIf(process.platform === 'win32')('a signal to pixpact run', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is passed on: %s', async (signal) => {
    const { kill, ended } = await running(`process.on('${signal}', () => { console.log('heard'); process.exit(5) }); ${FOREVER}`)
    kill(signal)
    expect(await ended).toMatchObject({ code: 5, stdout: 'ready\nheard\n' })
  })

  test('ends a command that does not listen, and the code tells it', async () => {
    const { kill, ended } = await running(FOREVER)
    kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(143)
    expect(stderr).toContain('was ended by the signal SIGTERM.')
  })

  test('is passed on again when the command takes no notice of the first', async () => {
    const { kill, printed, ended } = await running(`let heard = 0; process.on('SIGINT', () => { console.log('heard'); if (++heard === 2) process.exit(0) }); ${FOREVER}`)
    kill('SIGINT')
    await printed('heard\n')
    kill('SIGINT')
    expect(await ended).toMatchObject({ code: 2, stdout: 'ready\nheard\nheard\n' })
  })
})

/**
 * A command that starts another one, and ends once that one has a request open at the gateway. When its parent has gone, which it
 * sees by the end of its input, the other one does `then`.
 */
function leaving(then: string): string[] {
  const other = `
    const body = require('node:fs').readFileSync(${JSON.stringify(good)})
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any', 'content-length': body.length, expect: '100-continue' }
    const request = require('node:http').request(process.env.OPENAI_BASE_URL + '/chat/completions', { method: 'POST', headers })
    request.on('continue', () => console.log('open')).on('error', () => process.exit()).on('response', () => process.exit()).flushHeaders()
    process.stdin.on('end', () => { ${then} }).resume()`
  const script = `
    const { spawn } = require('node:child_process')
    const other = spawn(process.execPath, ['-e', ${JSON.stringify(other)}], { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    other.stdout.on('data', () => process.exit(0))`
  return [NODE, '-e', script]
}

describe.skipIf(process.platform === 'win32')('a command that leaves something running', () => {
  test('is told of the requests that came when it had ended, and they are judged', () => {
    const { code, stderr } = pixpact(['run', '--no-config', ...leaving('setTimeout(() => request.end(body), 100)')])
    expect(stderr).toContain('1 request valid: 0 errors, 0 warnings, 0 notes\n')
    expect(stderr).toMatch(/pixpact: 1 request came when \S+ had ended already: something that it started was still running\.\n {2}Let the command wait/)
    expect(code).toBe(0)
  })

  test('has not passed when the requests go on and on', () => {
    const { code, stderr } = pixpact(['run', '--no-config', ...leaving('setInterval(() => request.write(" "), 100)')])
    expect(stderr).toContain('something that it started still sends requests: not all of them were judged.')
    expect(code).toBe(2)
  })
})
