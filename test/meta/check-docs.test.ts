import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CAUSE_IDS, CAUSES } from '../../src/check/causes.ts'
import { suiteOf } from '../../src/check/suite/index.ts'
import { checkCommand } from '../../src/cli/check.ts'
import { diffCommand } from '../../src/cli/diff.ts'

const page = readFileSync('docs/check-a-gateway.md', 'utf8')
const cli = readFileSync('docs/cli.md', 'utf8')
const section = (title: string): string => cli.split(`\n## \`${title}`)[1]!.split('\n## ')[0]!

describe('docs/check-a-gateway.md', () => {
  test('lists the causes as they are', () => {
    const rows = [...page.split('\n## The causes\n')[1]!.split('\n## ')[0]!.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)]
    expect(rows.map(([, id, title]) => [id, title])).toEqual(CAUSE_IDS.map((id) => [id, CAUSES[id].title]))
  })

  test('counts the cases as they are', () => {
    const all = [...suiteOf('openai-chat'), ...suiteOf('anthropic-messages')]
    const count = (kind: string): number => all.filter(({ dimensions }) => dimensions['kind'] === kind).length
    expect(page).toContain(`${count('valid')} valid, ${count('faulty')} faulty, ${count('odd')} odd requests`)
  })
})

describe('docs/cli.md', () => {
  test.each([['pixpact check', checkCommand()], ['pixpact diff', diffCommand()]] as const)('tells all flags of %s', (title, command) => {
    const flags = command.options.map(({ long }) => long!)
    expect(flags.filter((flag) => !section(title).includes(flag)).filter((flag) => flag !== '--no-color')).toEqual([])
  })
})
