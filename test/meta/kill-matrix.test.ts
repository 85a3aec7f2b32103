import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { killMatrix, RUNS } from '../../scripts/kill-matrix.ts'

test('docs/kill-matrix.md is what `npm run kill-matrix` writes, and each mutation is killed by its own message alone', () => {
  const { text, problems } = killMatrix(RUNS)
  expect(problems).toEqual([])
  expect(readFileSync('docs/kill-matrix.md', 'utf8')).toBe(text)
})
