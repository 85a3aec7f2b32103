/**
 * `npm run test:long`: all tests, every property with many times the cases, new ones each time, and the tests that are too big for
 * `npm test`. Prints how many cases were run. Arguments go to vitest: `npm run test:long -- test/properties`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
const counts = join(folder, 'cases')
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=0', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PIXPACT_LONG: '1', PIXPACT_CASES: counts },
})
const cases = readFileSync(counts, 'utf8').trim().split('\n').map(Number)
rmSync(folder, { recursive: true })
console.log(`${cases.length} properties were held against ${cases.reduce((sum, count) => sum + count, 0).toLocaleString('en-US')} cases.`)
process.exitCode = status ?? 1
