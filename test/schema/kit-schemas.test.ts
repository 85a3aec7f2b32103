import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PATTERNS } from '../../src/schema/kit-faults.ts'

test('the schemas of the files that users write have no pattern without words for it', () => {
  const patterns = new Set<string>()
  for (const name of ['profile', 'config', 'recording']) {
    JSON.parse(readFileSync(`schemas/kit/${name}.schema.json`, 'utf8'), (key, value: unknown) => {
      if (key === 'pattern') patterns.add(value as string)
      return value
    })
  }
  expect([...patterns].sort()).toEqual(Object.keys(PATTERNS).sort())
})
