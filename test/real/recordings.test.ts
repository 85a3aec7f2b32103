import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assembleRequest } from '../../src/recordings/assemble.ts'
import { driftBetween } from '../../src/recordings/drift.ts'
import { loadRecordings, readRecording } from '../../src/recordings/load.ts'
import type { WireExchange } from '../../src/recordings/recording.ts'
import { redact } from '../../src/recordings/redact.ts'
import { Replayer } from '../../src/recordings/replay.ts'
import { RecordingStore } from '../../src/recordings/store.ts'
import { asked, exchange, folder } from '../recordings/exchanges.ts'
import { dataFiles, hasData, titleNote } from './shared.ts'

interface Interaction {
  readonly request: { readonly method: string; readonly url: string; readonly headers?: Readonly<Record<string, string>> | null; readonly body: unknown }
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> | null; readonly body: unknown }
}

const EXCHANGES: readonly (readonly [name: string, what: WireExchange])[] = dataFiles<Interaction>('traffic').map(([name, { request, response }]) => [
  name,
  exchange({ ...request, headers: request.headers ?? {}, status: response.status, responseHeaders: response.headers ?? {}, response: response.body }),
])

/** Bodies in which something looks like a secret, and is one. */
const REDACTED: readonly string[] = []

function changed(one: Uint8Array, other: Uint8Array): boolean {
  return !Buffer.from(one).equals(Buffer.from(other))
}

describe.skipIf(!hasData('traffic'))(`recorded traffic as recordings${titleNote('traffic')}`, () => {
  test('there is some', () => {
    expect(EXCHANGES.length).toBeGreaterThan(100)
  })

  test('is put together again, and shows no drift from itself', async () => {
    const dir = folder()
    const store = new RecordingStore(dir)
    for (const [, what] of EXCHANGES) {
      const { name } = await store.save(what, 'one')
      const recording = await readRecording(join(dir, `${name}.har`))
      const { request, response } = redact(what)
      expect(await assembleRequest(recording, dir)).toEqual(Buffer.from(request.body))
      expect(Buffer.concat(recording.response.chunks.map(({ bytes }) => bytes))).toEqual(Buffer.concat(response.chunks.map(({ bytes }) => bytes)))
      expect(driftBetween(recording, recording)).toEqual([])
    }
  })

  test('holds no false secrets', () => {
    const altered = EXCHANGES.filter(([, what]) => {
      const { request, response } = redact(what)
      return changed(request.body, what.request.body) || changed(response.chunks[0]!.bytes, what.response.chunks[0]!.bytes)
    })
    expect(altered.map(([name]) => name)).toEqual(REDACTED)
  })

  test('answers each request with an answer to just that request', async () => {
    const dir = folder()
    const store = new RecordingStore(dir)
    const bodies = new Map<string, string>()
    for (const [, what] of EXCHANGES) bodies.set((await store.save(what)).name, Buffer.from(what.request.body).toString())
    const replayer = new Replayer(await loadRecordings(dir))
    for (const [name, what] of EXCHANGES) {
      const answer = replayer.answerTo(asked(what))
      expect('recording' in answer && bodies.get(answer.recording.name), name).toBe(Buffer.from(what.request.body).toString())
    }
  })
})
