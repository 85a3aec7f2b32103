/**
 * How long does it take to read a body of four images of 10 MB, and to know whether their base64 is sound? Rivals: JSON.parse
 * of the whole text, which checks nothing of the images, and a plain read of the bytes, which is the least there is to do.
 *
 * `node bench/body.ts` prints medians and their ratios; times of other runs or machines are not comparable.
 */
import { bodyOfSkeleton } from '../src/body/body.ts'
import { BodyScanner } from '../src/body/scanner.ts'

const image = `data:image/png;base64,${Buffer.alloc(7_500_000, 'pixpact').toString('base64')}`
const part = { type: 'image_url', image_url: { url: image } }
const bytes = Buffer.from(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: [part, part, part, part] }] }))
const copy = Buffer.allocUnsafe(1 << 20)

const contestants: Readonly<Record<string, () => void>> = {
  'copy the bytes': () => {
    for (let at = 0; at < bytes.length; at += copy.length) bytes.copy(copy, 0, at)
  },
  'scan and check': () => {
    const scanner = new BodyScanner()
    for (let at = 0; at < bytes.length; at += copy.length) scanner.push(bytes.subarray(at, at + copy.length))
    bodyOfSkeleton(scanner.end())
  },
  'toString and JSON.parse': () => void JSON.parse(bytes.toString()),
}

const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]))
for (let round = 0; round < 25; round++) {
  for (const [name, run] of Object.entries(contestants)) {
    const start = performance.now()
    run()
    if (round >= 5) times.get(name)!.push(performance.now() - start)
  }
}

const medians = [...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[list.length >> 1]!] as const)
const scan = medians.find(([name]) => name === 'scan and check')![1]
for (const [name, median] of medians) {
  console.log(`${name.padEnd(24)} ${median.toFixed(1).padStart(7)} ms   ${(median / scan).toFixed(2)} x scan`)
}
