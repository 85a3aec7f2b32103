import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Every file that a module loads before it runs, itself included. Types and `import()` load nothing. */
function loadedBy(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>()
  const open = [entry]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (loaded.has(file) || !existsSync(file)) continue
    loaded.add(file)
    const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b(?! type)[^;'"]*?from '(\.[^']+)'/gm)
    for (const [, specifier] of statements) open.push(normalize(join(dirname(file), specifier!)))
  }
  return loaded
}

const VALIDATORS = 'src/schema/generated/response-validators.js'

describe('the validators of answers', () => {
  test('are loaded by what judges answers', () => {
    expect(loadedBy('src/validate/validate-response.ts')).toContain(VALIDATORS)
  })

  test.each(['src/validate/validate-request.ts', 'src/cli/main.ts', 'src/rules/index.ts'])('are not loaded by %s, which may judge requests alone', (entry) => {
    const loaded = loadedBy(entry)
    expect(loaded.size).toBeGreaterThan(20)
    expect(loaded).not.toContain(VALIDATORS)
    expect([...loaded].filter((file) => file.startsWith('src/sse/'))).toEqual([])
  })
})
