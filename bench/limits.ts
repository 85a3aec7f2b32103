/**
 * What becomes of big and evil inputs, and how much memory that takes? Prints the table of docs/limits.md: each input of
 * test/hostile/big-inputs.ts with its exit code, what was found or said, and the peak memory beyond that of a small body.
 *
 * `node bench/limits.ts`, on Linux; takes a few minutes.
 */
import { BIG_INPUTS } from '../test/hostile/big-inputs.ts'
import { foundIn, measured } from '../test/hostile/measured.ts'

console.log('| input | exit code | what is said | memory |\n|---|---|---|---|')
for (const { title, file = 'body.json', profile = 'shubiaobiao', pieces } of BIG_INPUTS) {
  const { code, payloads, stderr, megabytes } = measured({ [file]: pieces() }, ['--profile', profile])
  const found = [...new Set(payloads.flatMap((payload) => Object.entries(foundIn(payload)).map(([id, times]) => `${times} x ${id}`)))]
  const input = profile === 'shubiaobiao' ? title : `${title}, by ${profile}`
  console.log(`| ${input} | ${code} | ${found.join(', ') || stderr.split('\n')[0] || 'valid'} | +${Math.round(megabytes)} MB |`)
}
