import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rulesTable, withLevels } from '../../scripts/rules-table.ts'
import { RULES } from '../../src/rules/index.ts'
import { expectedOf, foundIn, readPage } from './docs-page.ts'
import { UNREACHABLE } from './unreachable.ts'

const OPTIONS = ['expect', 'profile', 'format', 'method', 'path', 'now', 'headers', 'fetched', 'pad', 'repeat', 'status', 'content-type', 'images', 'include_usage']

const folder = new URL('../../docs/rules/', import.meta.url)
const files = [...RULES.map(({ id }) => `${id}.md`), 'README.md'].filter((name) => existsSync(new URL(name, folder)))

describe.each(RULES.map((rule) => [rule.id, rule] as const))('docs/rules/%s.md', (id, { summary, messages }) => {
  const file = new URL(`${id}.md`, folder)
  const page = existsSync(file) ? readPage(file) : undefined
  const names = Object.keys(messages).map((message) => `${id}/${message}`)

  test('exists', () => {
    expect(page).toBeDefined()
  })
  if (page === undefined) return

  test('begins with the id of the rule and its summary', () => {
    expect(page.title).toBe(id)
    expect(page.summary).toBe(summary)
  })

  test('has a section for each message, and no other', () => {
    expect(page.sections).toEqual(names)
  })

  test('gives the levels of each message as they are', () => {
    expect(page.text.match(/^Levels: /gm)).toHaveLength(names.length)
    expect(page.text).toBe(withLevels(page.text))
  })

  test('shows each message in an example, and one in which nothing is found', () => {
    const shown = page.examples.flatMap((example) => expectedOf(example).map((expected) => `${expected} in ${example.section}`))
    const reachable = names.filter((name) => !Object.hasOwn(UNREACHABLE, name))
    expect(reachable.filter((name) => !shown.includes(`${name} in ${name}`))).toEqual([])
    expect(page.examples.some((example) => expectedOf(example).length === 0)).toBe(true)
  })

  test('has examples that can be executed, and no other code', () => {
    for (const { language, options } of page.examples) {
      expect(['json', 'hex', 'sse', 'text']).toContain(language)
      expect([...options.keys()].filter((key) => !OPTIONS.includes(key))).toEqual([])
      expect(options.get('profile')).toBeDefined()
    }
  })

  test.each(page.examples.map((example) => [example.line, example.options.get('expect') ?? '', example] as const))(
    'is right in line %i: %s',
    (_line, _expect, example) => {
      expect(foundIn(example)).toEqual(expectedOf(example))
    },
  )
})

describe('the links of docs/rules', () => {
  test.each(files)('of %s lead to files and headings that exist', (name) => {
    const file = new URL(name, folder)
    const dead = readPage(file).links.filter((address) => {
      const target = new URL(address, file)
      const path = new URL(target.pathname, target)
      if (!existsSync(path)) return true
      return target.hash !== '' && !readPage(path).anchors.includes(target.hash.slice(1))
    })
    expect(dead).toEqual([])
  })
})

test('docs/rules/README.md is what `node scripts/rules-table.ts` writes', () => {
  expect(readFileSync(new URL('README.md', folder), 'utf8')).toBe(rulesTable())
})
