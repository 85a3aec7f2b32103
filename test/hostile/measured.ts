import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { PayloadReport, Report } from '../../src/core/vocabulary.ts'
import type { Pieces } from './bodies.ts'

export interface Measured {
  readonly code: number | null
  readonly stderr: string
  readonly payloads: readonly PayloadReport[]
  /** Peak memory in MB, beyond that of a process that judges a small body. */
  readonly megabytes: number
}

/** Runs `pixpact validate` on files in a process of its own; they are gone afterwards. Throws where it ends by a signal. */
export function measured(files: Readonly<Record<string, Pieces>>, args: readonly string[] = []): Measured {
  const { megabytes, ...run } = inFolder(files, args)
  return { ...run, megabytes: megabytes - bareMegabytes() }
}

let bare: number | undefined

function bareMegabytes(): number {
  bare ??= inFolder({ 'small.json': ['{"model": "mimo-v2-omni", "messages": [{"role": "user", "content": "hi"}]}'] }, []).megabytes
  return bare
}

function inFolder(files: Readonly<Record<string, Pieces>>, args: readonly string[]): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
  try {
    for (const [name, pieces] of Object.entries(files)) write(join(folder, name), pieces)
    return validate(folder, [...args, ...Object.keys(files)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function write(path: string, pieces: Pieces): void {
  const file = openSync(path, 'w')
  for (const piece of pieces) writeSync(file, Buffer.from(piece))
  closeSync(file)
}

function validate(cwd: string, args: readonly string[]): Measured {
  const preload = ['--import', resolve('test/hostile/report-usage.ts')]
  const command = [...preload, resolve('bin/pixpact.mjs'), 'validate', '--reporter', 'json=report', ...args]
  const { status, signal, stderr, output } = spawnSync(process.execPath, command, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  if (signal !== null) throw new Error(`ended by ${signal}: ${stderr.slice(0, 500)}`)
  const report = join(cwd, 'report')
  const payloads = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report).payloads : []
  return { code: status, stderr, payloads, megabytes: Number(output[3]) }
}

/** How often each error and warning was found, those included that are not listed. */
export function foundIn({ findings }: PayloadReport): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { ruleId, messageId, severity, more = 0 } of findings) {
    const id = `${ruleId}/${messageId}`
    if (severity !== 'info') found[id] = (found[id] ?? 0) + 1 + more
  }
  return found
}
