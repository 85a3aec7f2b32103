import { describe, expect, test } from 'vitest'
import { driftBetween } from '../../src/recordings/drift.ts'
import type { Recording, WireExchange } from '../../src/recordings/recording.ts'
import { redact } from '../../src/recordings/redact.ts'
import { Replayer } from '../../src/recordings/replay.ts'
import { storedOf } from '../../src/recordings/to-stored.ts'
import { asked, exchange, type Parts } from './exchanges.ts'

const text = (content: string): Parts => ({ body: JSON.stringify({ messages: [{ role: 'user', content }] }), response: content })
const events = (event: string, size: number): Parts => ({ pieces: [`data: ${event}\n\n`.repeat(size)], responseHeaders: { 'content-type': 'text/event-stream' } })

/** Exchanges by their size, full of what a search for secrets, or a comparison, might look through again and again. */
const EXCHANGES: readonly (readonly [what: string, size: number, parts: (size: number) => Parts])[] = [
  ['backslashes', 100_000, (size) => text('\\'.repeat(size))],
  ['quotes', 100_000, (size) => text('"'.repeat(size))],
  ['beginnings of keys', 400_000, (size) => text('sk-'.repeat(size / 3))],
  ['beginnings of tokens', 400_000, (size) => text('-eyJ'.repeat(size / 4))],
  ['beginnings of private keys', 400_000, (size) => text('-----BEGIN PRIVATE KEY-----'.repeat(size / 27))],
  ['keys', 400_000, (size) => text(`sk-${'a'.repeat(17)} `.repeat(size / 20))],
  ['signatures', 400_000, (size) => text('?sig=a'.repeat(size / 6))],
  ['beginnings of a secret', 200_000, (size) => text('/"+%2F'.repeat(size / 6))],
  ['events that spell one text', 1500, (size) => events('{"choices":[{"delta":{"content":"sk-"}}]}', size)],
  ['chunks', 10_000, (size) => ({ pieces: Array.from({ length: size }, () => 'x sk-aaaaaaaaaaaaaaaaaaaa') })],
  ['messages', 2000, (size) => ({ body: { messages: Array.from({ length: size }, () => ({ role: 'user', content: 'a' })) } })],
  ['levels', 2000, (size) => ({ body: `{"messages":[],"x":${'['.repeat(size)}${']'.repeat(size)}}` })],
]

/** Everything that is done with an exchange, but for the disk. */
function record(what: WireExchange): void {
  const stored = storedOf(redact(what, ['/"secret\\+/"']), 'live')
  const recording: Recording = { name: 'a', ...stored }
  driftBetween(recording, recording)
  const replayer = new Replayer([recording])
  replayer.answerTo(asked(what))
  replayer.answerTo({ ...asked(what), method: 'PUT' })
}

function timeFor(parts: Parts): number {
  const what = exchange({ headers: { authorization: 'Bearer /"credential\\+/"' }, ...parts })
  const times = Array.from({ length: 3 }, () => {
    const { user, system } = process.cpuUsage()
    record(what)
    const after = process.cpuUsage()
    return (after.user - user + after.system - system) / 1000
  })
  return Math.min(...times)
}

describe('the processor time of a recording', () => {
  test.each(EXCHANGES)('grows with the number or length of %s, not with its square', (_, size, parts) => {
    timeFor(parts(size / 10)) // to warm up
    const [once, fourTimes] = [timeFor(parts(size)), timeFor(parts(size * 4))]
    // As for verdicts: twice what is proportional, and something for the collector of garbage.
    expect(fourTimes).toBeLessThan(once * 8 + 150)
  })
})
