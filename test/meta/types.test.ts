import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('all types hold, those that the SDKs must fit among them', () => {
  const { status, stdout, error } = spawnSync('tsc', ['-p', 'tsconfig.json'], { encoding: 'utf8', shell: process.platform === 'win32' })
  expect(error).toBeUndefined()
  expect(stdout).toBe('')
  expect(status).toBe(0)
})
