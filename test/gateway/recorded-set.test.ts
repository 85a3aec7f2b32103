import { cpSync, existsSync } from 'node:fs'
import { relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, CASES } from '../../scripts/recorded-cases.ts'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import { filesIn, folder } from './recordings.ts'

const DIR = 'recordings/shubiaobiao'

let simulated: Gateway
let replay: Gateway
beforeAll(async () => {
  simulated = await startGateway()
  replay = await startGateway({ mode: 'replay', recordings: DIR })
})
afterAll(async () => {
  await simulated.close()
  await replay.close()
})

describe('the recordings that ship', () => {
  test('are those of all cases, and of no other, and say that no model answered', async () => {
    const recordings = await loadRecordings(DIR)
    expect(recordings.map(({ name }) => name).sort()).toEqual(CASES.map(({ name }) => name).sort())
    expect(new Set(recordings.map(({ origin }) => origin))).toEqual(new Set(['simulated']))
    expect(existsSync(`${DIR}/blobs`)).toBe(true)
  })

  test('are what recording them again leaves as it is', async () => {
    const dir = folder()
    cpSync(DIR, dir, { recursive: true })
    await using recorder = await startGateway({ mode: 'record', upstream: simulated.url, recordings: dir, allowRecordInCi: true })
    for (const one of CASES) await call(one, recorder)
    expect(recorder.exchanges.filter(({ stored }) => stored !== 'unchanged')).toEqual([])
    const paths = (root: string): [string, string][] => [...filesIn(root)].map(([path, bytes]) => [relative(root, path), bytes.toString('base64')])
    expect(paths(dir).sort()).toEqual(paths(DIR).sort())
  })

  test.each(CASES.map((one) => [one.name, one] as const))('give the SDK what the simulated gateway gave it: %s', async (name, one) => {
    expect(await call(one, replay)).toEqual(await call(one, simulated))
    expect(replay.exchanges.at(-1)).toMatchObject({ recording: name })
    expect(replay.exchanges.at(-1)!.failure).toBeUndefined()
  })
})
