/**
 * How many small cases a second do the arbitraries of bodies make? Rival: the least that anybody would write by hand for one image, fast-check's own
 * `webUrl` and `base64String` in a record. Our bodies hold conversations with real images.
 *
 * `node bench/arbitraries.ts` prints cases a second of processor time, the best of several rounds, and the ratio to the rival in the same run.
 */
import fc from 'fast-check'
import { mutatedBodies, requestBodies, visionRequests } from '../src/arbitraries/index.ts'

const contestants: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'webUrl and base64String': fc.record({ url: fc.webUrl(), data: fc.base64String() }),
  'requestBodies, openai': requestBodies({ profile: 'openai' }),
  'requestBodies, anthropic': requestBodies({ profile: 'anthropic' }),
  'mutatedBodies, openai': mutatedBodies({ profile: 'openai', only: ['foreign-character', 'path-for-a-url', 'field-of-nobody'] }),
  visionRequests: visionRequests(),
}
const CASES = 10_000

const best = new Map<string, number>()
for (let round = 0; round < 7; round++) {
  for (const [name, arbitrary] of Object.entries(contestants)) {
    const before = process.cpuUsage()
    fc.sample(arbitrary, { numRuns: CASES, seed: round })
    const { user, system } = process.cpuUsage(before)
    best.set(name, Math.max(best.get(name) ?? 0, (CASES / (user + system)) * 1e6))
  }
}
const rival = best.get('webUrl and base64String')!
for (const [name, rate] of best) console.log(`${name.padEnd(28)} ${Math.round(rate).toLocaleString('en-US').padStart(9)} cases/s   ${(rate / rival).toFixed(2)} x the rival`)
