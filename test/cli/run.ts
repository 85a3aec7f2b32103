import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line in a process of its own, as a user does. */
export function pixpact(args: readonly string[], options: { input?: string | Buffer; cwd?: string; env?: NodeJS.ProcessEnv } = {}): Run {
  const ours = (name: string): boolean => name === 'FORCE_COLOR' || name.startsWith('PIXPACT_')
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours(name)))
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('bin/pixpact.mjs'), ...args], {
    encoding: 'utf8',
    input: options.input ?? '',
    cwd: options.cwd ?? process.cwd(),
    env: { ...env, ...options.env },
    maxBuffer: 1 << 28,
  })
  return { code: status, stdout, stderr }
}
