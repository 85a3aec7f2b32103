import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Run } from './run.ts'

/** A `pixpact serve` that runs. */
export interface Serving {
  readonly url: string
  /** What it has printed so far on standard error. */
  printed(): string
  /** Sends it the signal, and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<Run>
}

/** Starts `pixpact serve` in a process of its own, and waits until it listens. */
export async function serving(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}, config: readonly string[] = ['--no-config']): Promise<Serving> {
  const { FORCE_COLOR: _, ...known } = process.env
  const env = { ...known, ...more }
  const child = spawn(process.execPath, [resolve('bin/pixpact.mjs'), 'serve', ...config, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      const found = /at (http:\/\/\S+)\. Stop it/.exec(stderr)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`It ended before it listened:\n${stderr}`)))
  })
  return {
    url,
    printed: () => stderr,
    async stop(signal = 'SIGINT') {
      child.kill(signal)
      const code = await ended
      return { code, stdout, stderr }
    },
  }
}

/** Posts a body with a key, as a client does. */
export function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'api-key': 'any', 'anthropic-version': '2023-06-01', ...headers }, body })
}
