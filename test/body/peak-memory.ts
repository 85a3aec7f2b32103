import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'

/** Runs a script, an ES module in the folder of the repository, in a process of its own; tells its peak memory in MB. */
export function peakMemory(script: string): number {
  const told = `${script}\nconsole.log((await import('./test/body/usage.ts')).peakMegabytes())`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', told], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return Number(stdout)
}
