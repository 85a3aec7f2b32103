import { describe, expect, test } from 'vitest'
import { BIG_INPUTS, type BigInput } from './big-inputs.ts'
import { foundIn, measured } from './measured.ts'

const isLong = process.env['PIXPACT_LONG'] === '1'

describe('pixpact validate', () => {
  for (const input of BIG_INPUTS) {
    const { title, profile, long = false } = input
    const skipped = long && !isLong
    const name = `judges ${title}${profile === undefined ? '' : ` by ${profile}`}${skipped ? ' (only with PIXPACT_LONG=1)' : ''}`
    test.skipIf(skipped)(name, { timeout: 120_000 }, () => check(input))
  }
})

function check({ file = 'body.json', profile = 'shubiaobiao', pieces, code, found = {}, told, megabytes }: BigInput): void {
  const run = measured({ [file]: pieces() }, ['--profile', profile])
  expect(run.stderr).toContain(told ?? '')
  if (code !== 2) expect(run.stderr).toBe('')
  expect(run.payloads.map(foundIn)).toEqual(run.payloads.map(() => found))
  expect(run.payloads.length > 0).toBe(code !== 2)
  expect(run.code).toBe(code)
  expect(run.megabytes).toBeLessThan(megabytes)
}
