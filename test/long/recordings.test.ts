import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { loadRecordings } from '../../src/recordings/load.ts'
import { folder } from '../gateway/recordings.ts'
import { ask, CHAT_PATH, chat, pngOf } from '../gateway/requests.ts'
import { isLong, laneNote, repeat } from './lane.ts'
import { headOf, open } from './raw.ts'
import { serve } from './serve.ts'

const bodyOf = (index: number): object => chat([pngOf(20_000, index)], { stream: index % 2 === 0 })

describe.skipIf(!isLong)(`a gateway that records${laneNote}`, () => {
  test('loses nothing that a client has the end of, whoever else vanishes, though it is killed in the middle', async () => {
    const recordings = folder()
    await using upstream = await serve()
    const recorder = await serve({ mode: 'record', upstream: upstream.url, recordings, allowRecordInCi: true })
    const answers = new Map<number, string>()
    let vanished = 0
    const work = repeat(2000, 40, async (index) => {
      const body = bodyOf(index)
      if (index % 5 !== 0) {
        const answer = await ask(recorder.url + CHAT_PATH, body).catch(() => undefined)
        if (answer?.status === 200) answers.set(index, answer.text)
        return
      }
      const { socket, closed } = await open(recorder.url)
      const text = JSON.stringify(body)
      socket.write(headOf({ 'content-length': text.length }) + (index % 10 === 0 ? text : text.slice(0, 9000)))
      await Promise.race([closed, sleep(index % 7)])
      socket.destroy()
      vanished++
    })
    await expect.poll(() => answers.size, { timeout: 60_000 }).toBeGreaterThan(500)
    expect(vanished).toBeGreaterThan(50)
    console.log(`killed after ${answers.size} answers, with ${vanished} clients that vanished`)
    await recorder.kill()
    await work

    // Each is whole: a torn one would be refused here.
    const stored = await loadRecordings(recordings)
    expect(stored.length).toBeGreaterThanOrEqual(answers.size)
    await using replay = await startGateway({ mode: 'replay', recordings })
    const lost: number[] = []
    for (const [index, text] of answers) if ((await ask(replay.url + CHAT_PATH, bodyOf(index))).text !== text) lost.push(index)
    expect(lost).toEqual([])
    console.log(`${stored.length} recordings, none torn; of ${answers.size} answers none lost`)
  })
})
