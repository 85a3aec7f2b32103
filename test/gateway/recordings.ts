import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'

/** A folder for recordings, which goes with the tests of the file. It is not there yet. */
export function folder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'pixpact-'))
  afterAll(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'recordings')
}

/** A gateway that records what `upstream` answers; the tests may run in CI. */
export function recording(upstream: string, recordings: string, more: GatewayOptions = {}): Promise<Gateway> {
  return startGateway({ mode: 'record', upstream, recordings, allowRecordInCi: true, profile: 'openai-compatible', ...more })
}

export function replaying(recordings: string, more: GatewayOptions = {}): Promise<Gateway> {
  return startGateway({ mode: 'replay', recordings, profile: 'openai-compatible', ...more })
}

/** All bytes below a folder, by path. */
export function filesIn(dir: string): Map<string, Buffer> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(entries.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]))
}
