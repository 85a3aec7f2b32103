import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { exchange, folder } from './exchanges.ts'

test.each([0, 3, 7, 12, 18])('a process that is killed %i ms after it began to save leaves recordings that are whole, with their images', async (delay) => {
  const dir = folder()
  const saving = spawn(process.execPath, ['test/recordings/save-forever.ts', dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(saving.stdout, 'data')
  await sleep(delay)
  saving.kill('SIGKILL')
  await once(saving, 'close')
  const recordings = await loadRecordings(dir)
  expect(recordings.length).toBeGreaterThan(0)
  for (const recording of recordings) expect((await assembleRequest(recording, dir)).length).toBeGreaterThan(300_000)
})

test('what a killed process left half written is no recording', async () => {
  const dir = folder()
  await new RecordingStore(dir).save(exchange(), 'one')
  writeFileSync(join(dir, 'two.har.0a1b.tmp'), '{"log":')
  expect((await loadRecordings(dir)).map(({ name }) => name)).toEqual(['one'])
})
