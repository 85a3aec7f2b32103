/** Saves exchanges into the folder that it is told, each with another image, until it is killed. */
import { RecordingStore } from '../../src/recordings/store.ts'
import { chatBody, dataUrl, exchange, PNG } from './exchanges.ts'

const dir = process.argv[2]!
for (let round = 0; ; round++) {
  const store = new RecordingStore(dir)
  for (let number = 0; number < 5; number++) {
    const image = Buffer.concat([PNG, Buffer.alloc(300_000, round * 5 + number)])
    await store.save(exchange({ body: chatBody(`Round ${round}`, dataUrl(image)), response: { round, text: 'a'.repeat(100_000) } }), `r${number}`)
    console.log(number)
  }
}
