/**
 * `npm run record`: makes `recordings/shubiaobiao`, with the real recorder and the real SDKs, of what the simulated gateway answers.
 * Where nothing changed, no file does.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startGateway } from '../src/gateway/index.ts'
import { loadRecordings } from '../src/recordings/load.ts'
import { call, CASES } from './recorded-cases.ts'

const dir = fileURLToPath(new URL('../recordings/shubiaobiao', import.meta.url))

await using simulated = await startGateway()
await using recorder = await startGateway({ mode: 'record', upstream: simulated.url, recordings: dir, allowRecordInCi: true })
for (const one of CASES) await call(one, recorder)

const failed = recorder.exchanges.filter(({ stored }) => stored === undefined)
if (failed.length > 0 || recorder.exchanges.length !== CASES.length) {
  console.error(`${CASES.length - recorder.exchanges.length + failed.length} of ${CASES.length} cases were not recorded:`, failed)
  process.exit(1)
}

// What no case makes any more.
const names = new Set(CASES.map(({ name }) => name))
const stale = (await loadRecordings(dir)).map(({ name }) => name).filter((name) => !names.has(name))
for (const name of stale) rmSync(join(dir, `${name}.har`))
const named = new Set((await loadRecordings(dir)).flatMap(({ request }) => request.blobs.map(({ sha256 }) => sha256)))
const blobs = join(dir, 'blobs')
const strays = existsSync(blobs) ? readdirSync(blobs).filter((file) => !named.has(file.split('.')[0]!)) : []
for (const file of strays) rmSync(join(blobs, file))

const count = (what: string): number => recorder.exchanges.filter(({ stored }) => stored === what).length
console.log(`${CASES.length} recordings: ${count('new')} new, ${count('changed')} changed, ${count('unchanged')} unchanged, ${stale.length} removed.`)
