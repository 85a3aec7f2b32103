import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { folder } from '../gateway/recordings.ts'
import { fetched, namesIn, SETS } from './cards.ts'
import { resultOf, type Call, type Client, type Result } from './clients/client.ts'
import { CLIENTS } from './clients/index.ts'

const { images, names } = SETS['several, mixed']!

/** What goes wrong: each in words of its own, so that each has a recording of its own. */
const CALLS = [
  ['rate-limit', false], ['quota', false],
  ['cut-stream', true], ['reset-stream', true], ['stream-error', true],
] as const
const callOf = (fault: string, stream: boolean): Call => ({
  images, text: `Which pictures? (${fault})`, stream, retries: 0, headers: { 'x-pixpact-fault': fault },
})

const recordings = folder()
let simulated: Gateway
let replay: Gateway
const recorded = new Map<string, Result>()
const id = ({ name, format }: Client, fault: string): string => `${name} ${format} ${fault}`

beforeAll(async () => {
  simulated = await startGateway()
  {
    await using recorder = await startGateway({ mode: 'record', upstream: simulated.url, recordings, allowRecordInCi: true })
    for (const [, client, isHere] of CLIENTS) {
      if (isHere) for (const [fault, stream] of CALLS) recorded.set(id(client, fault), await resultOf(client, callOf(fault, stream), recorder))
    }
  }
  replay = await startGateway({ mode: 'replay', recordings })
}, 60_000)
afterAll(() => Promise.all([simulated.close(), replay.close()]))

describe('after 429', () => {
  describe.each(CLIENTS)('%s', { concurrent: true }, (_, client, isHere) => {
    test.skipIf(!isHere)('tries again, and then reads the answer', async () => {
      await using gateway = await startGateway({ faults: ['rate-limit@0.5'] })
      const result = await resultOf(client, { images, text: 'Which pictures?', stream: false, retries: 1 }, gateway)
      expect('text' in result ? namesIn(result.text) : result).toEqual(client.fetches ? fetched(names) : names)
      expect(gateway.exchanges.map(({ status }) => status)).toEqual([429, 200])
    })
  })
})

describe.each(CLIENTS)('%s', (_, client, isHere) => {
  test.skipIf(!isHere).each(CALLS)('makes the same of %s, simulated, recorded and replayed', async (fault, stream) => {
    const result = await resultOf(client, callOf(fault, stream), simulated)
    expect(recorded.get(id(client, fault))).toEqual(result)
    expect(await resultOf(client, callOf(fault, stream), replay)).toEqual(result)
    expect(replay.exchanges.at(-1)!.failure).toBeUndefined()
  })
})
