import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { driftBetween, type Drift } from '../../src/recordings/drift.ts'
import { readRecording } from '../../src/recordings/load.ts'
import type { Recording, WireExchange } from '../../src/recordings/recording.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { NEWS, NEWS_OF_STREAMS, OTHER_IMAGE, SILENT, WHOLE } from './edits.ts'
import { exchange, folder } from './exchanges.ts'

async function recording(what: WireExchange): Promise<Recording> {
  const dir = folder()
  const { name } = await new RecordingStore(dir).save(what)
  return readRecording(join(dir, `${name}.har`))
}

async function drift(old: WireExchange, now: WireExchange): Promise<readonly Drift[]> {
  return driftBetween(await recording(old), await recording(now))
}

describe('between two recordings', () => {
  test.each(Object.entries(SILENT))('%s are no drift', async (_, [old, now]) => {
    expect(await drift(old, now)).toEqual([])
    expect(await drift(now, old)).toEqual([])
  })

  test.each(Object.entries({ ...NEWS, ...NEWS_OF_STREAMS }))('%s: that is drift, told once on either side', async (_, [old, now, place]) => {
    expect((await drift(old, now)).map((one) => one.place)).toContain(place)
    expect((await drift(now, old)).map((one) => one.place)).toContain(place)
  })

  test('drift says what was there and what is there now', async () => {
    expect(await drift(...(NEWS['another reason to end']!.slice(0, 2) as [WireExchange, WireExchange]))).toEqual([
      { side: 'response', place: '/choices/*/finish_reason', old: '"stop"', new: '"length"' },
    ])
    expect(await drift(...(NEWS['a new key of usage']!.slice(0, 2) as [WireExchange, WireExchange]))).toEqual([
      { side: 'response', place: '/usage/prompt_tokens_details', new: 'object' },
    ])
  })

  test('another image, and other words in a question, are no drift; another field is', async () => {
    expect(await drift(WHOLE, OTHER_IMAGE)).toEqual([])
    expect(await drift(WHOLE, exchange({ body: { ...(JSON.parse(Buffer.from(WHOLE.request.body).toString()) as object), user: 'a' } }))).toEqual([{ side: 'request', place: '/user', new: 'string' }])
  })

  test('an answer that is no JSON any more is told once', async () => {
    expect(await drift(WHOLE, exchange({ response: 'upstream connect error' }))).toEqual([{ side: 'response', place: '', old: 'object', new: 'no JSON' }])
  })

  test('what a model fills in as it likes is no drift', async () => {
    const calls = (input: object): WireExchange => exchange({ response: { type: 'message', content: [{ type: 'tool_use', name: 'look', input }] } })
    expect(await drift(calls({ city: 'Paris' }), calls({ town: ['Rome'] }))).toEqual([])
  })

  test('hostile answers are compared within bounds', async () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, { [`l${index}`]: index }])))
    const deep = `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`
    expect((await drift(exchange({ response: wide }), exchange({ response: deep }))).length).toBeLessThan(10_100)
  })
})
