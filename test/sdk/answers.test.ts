import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { folder } from '../gateway/recordings.ts'
import { fetched, namesIn, SETS } from './cards.ts'
import { resultOf, type Call, type Client } from './clients/client.ts'
import { CLIENTS } from './clients/index.ts'

const CALLS = Object.entries(SETS).flatMap(([set, { images, names }]) =>
  [false, true].map((stream) => [`${set}${stream ? ', as a stream' : ''}`, { images, text: 'Which pictures, in which order?', stream }, names] as const),
)
const recordings = folder()
const gateways = new Map<string, Gateway>()

beforeAll(async () => {
  const simulated = await startGateway()
  {
    await using recorder = await startGateway({ mode: 'record', upstream: simulated.url, recordings, allowRecordInCi: true })
    for (const [, client, isHere] of CLIENTS) if (isHere) for (const [, call] of CALLS) await resultOf(client, call, recorder)
    expect(recorder.exchanges.filter(({ stored }) => stored === undefined)).toEqual([])
  }
  gateways.set('simulate', simulated)
  gateways.set('replay', await startGateway({ mode: 'replay', recordings }))
}, 60_000)
afterAll(() => Promise.all([...gateways.values()].map((gateway) => gateway.close())))

describe.each(['simulate', 'replay'])('in mode %s', (mode) => {
  describe.each(CLIENTS)('%s', (_, client, isHere) => {
    test.skipIf(!isHere).each(CALLS)('reads the answer about %s, and sends what is expected of it', async (_set, call, names) => {
      const gateway = gateways.get(mode)!
      const before = gateway.exchanges.length
      const result = await resultOf(client, call, gateway)
      expect('text' in result ? namesIn(result.text) : result).toEqual(client.fetches ? fetched(names) : names)
      const [exchange, ...others] = gateway.exchanges.slice(before)
      expect(others).toEqual([])
      expect(exchange).toMatchObject({ status: 200, ...(mode === 'replay' && { recording: expect.any(String) }) })
      expect(exchange!.failure).toBeUndefined()
      expect(found(exchange)).toEqual(expectedOf(client, call))
      expect(exchange!.report!.images).toHaveLength(names.length)
    })
  })
})

/** What was found in a request, notes aside. */
function found(exchange: Gateway['exchanges'][number] | undefined): string[] {
  return exchange!.report!.findings.filter(({ severity }) => severity !== 'info').map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
}

function expectedOf({ findings }: Client, { stream }: Call): string[] {
  return [...findings.always, ...(stream ? findings.streaming : [])].sort()
}
