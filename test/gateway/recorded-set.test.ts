import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, CASES } from '../../scripts/recorded-cases.ts'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { loadRecordings } from '../../src/recordings/load.ts'

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

  test.each(CASES.map((one) => [one.name, one] as const))('give the SDK what the simulated gateway gave it: %s', async (name, one) => {
    expect(await call(one, replay)).toEqual(await call(one, simulated))
    expect(replay.exchanges.at(-1)).toMatchObject({ recording: name })
    expect(replay.exchanges.at(-1)!.failure).toBeUndefined()
  })
})
