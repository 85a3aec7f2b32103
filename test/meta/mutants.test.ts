import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { equivalentNames, readEquivalents, staleNames } from '../../scripts/mutants/equivalents.ts'
import { examiner } from '../../scripts/mutants/examine.ts'
import { nameOf, type Mutant } from '../../scripts/mutants/mutant.ts'
import { problemsOf } from '../../scripts/mutants/report.ts'
import { mutantsOf, targetFiles } from '../../scripts/mutants/targets.ts'

const mutants = targetFiles().flatMap((file) => mutantsOf(file))
const names = equivalentNames(readEquivalents())

function changesOf(source: string): string[] {
  return mutantsOf('src/rules/example.ts', source).map(({ kind, change }) => `${kind} ${change}`)
}

describe('the mutants', () => {
  test('are of each file that decides something, and each has a name of its own', () => {
    expect(targetFiles().filter((file) => !mutants.some((mutant) => mutant.file === file))).toEqual(WITHOUT_MUTANTS)
    expect(new Set(mutants.map(nameOf)).size).toBe(mutants.length)
  })

  test('change each number in its last digit, also where it is a product', () => {
    expect(changesOf('const most = 10 * 2 ** 20')).toEqual(['constant 10 * 2 ** 20 → (10 * 2 ** 20 + 1)', 'constant 10 * 2 ** 20 → (10 * 2 ** 20 - 1)'])
    expect(changesOf('const least = 0.25')).toEqual(['constant 0.25 → 0.26', 'constant 0.25 → 0.24'])
    expect(changesOf('const sign = -2')).toEqual(['constant -2 → -1', 'constant -2 → -3'])
  })

  test('drop the members of lists and the entries of data, and leave alone what is only said', () => {
    expect(changesOf("const TYPES = ['image/png', 'image/gif']")).toEqual(["member without 'image/png'", "member without 'image/gif'"])
    expect(changesOf("const RULE = { id: 'json', sources: ['RFC 8259'], limit: text }")).toEqual(['entry without limit: text'])
    expect(changesOf("const PAIR = [/x/, 'the letter']")).toEqual([])
    expect(changesOf("function f() { return { kind: ['a', b] } }")).toEqual([])
  })

  test('flip each comparison', () => {
    expect(changesOf('const f = (a, b) => a < b')).toEqual(['comparison a < b: < → <=', 'comparison a < b: < → >='])
    expect(changesOf('const f = (a, b) => a !== b')).toEqual(['comparison a !== b: !== → ==='])
  })

  test('give each cell of the table of levels another level', () => {
    expect(mutants.filter(({ kind }) => kind === 'level').length).toBeGreaterThanOrEqual(600)
  })
})

describe('the list of equivalent mutants', () => {
  test('names mutants that there are', () => {
    expect(staleNames(names, mutants)).toEqual([])
  })

  test('is shown in docs/proof.md', () => {
    const rows = readEquivalents().flatMap(({ file, changes, reason }) => changes.map((change) => `| \`${file}\` | \`${change.replaceAll('|', '\\|')}\` | ${reason} |`))
    const page = readFileSync('docs/proof.md', 'utf8')
    expect(page.split('\n').filter((line) => line.startsWith('| `src/'))).toEqual(rows)
  })

  test('names each once, with a reason', () => {
    expect(new Set(names).size).toBe(names.length)
    expect(readEquivalents().filter(({ reason }) => reason.length < 30)).toEqual([])
  })
})

describe('the examination', () => {
  const { file, line, code } = mutants.find(({ kind, file: name }) => kind === 'comparison' && name.endsWith('image-count.ts'))!
  const like = (edit: Mutant['edit']): Mutant => ({ file, line, code, kind: 'comparison', change: '', edit })

  test('tells what notices a mutant, and that nothing notices white space', { timeout: 120_000 }, () => {
    const examine = examiner()
    const source = readFileSync(file, 'utf8')
    const at = source.indexOf('count <= limit')
    expect(examine(like({ start: at, end: at + 14, text: 'count < limit' }))).toMatch(/^image-count: /)
    expect(examine(like({ start: at, end: at, text: ' ' }))).toBeUndefined()
    expect(examine(like({ start: at, end: at, text: 'there is no such name' }))).toMatch(/^it fails: /)
  })

  test('has problems without mutants, with survivors, and with equivalents that are noticed or gone', () => {
    const mutant = like({ start: 0, end: 0, text: '' })
    expect(problemsOf([], [], [])).toHaveLength(1)
    expect(problemsOf([{ mutant }], [], [])).toHaveLength(1)
    expect(problemsOf([{ mutant }], [nameOf(mutant)], [])).toEqual([])
    expect(problemsOf([{ mutant, killer: 'a vector' }], [nameOf(mutant)], [])).toHaveLength(1)
    expect(problemsOf([{ mutant, killer: 'a vector' }], [], ['gone'])).toHaveLength(1)
  })

  test('ends with 2 when there is nothing to mutate', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/mutate-rules.ts', '--only', 'no-such-file'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'There are no mutants: nothing was tried.\n' })
  })

  test.runIf(process.env['PIXPACT_LONG'] === '1')('leaves no survivor in all rules and profiles', { timeout: 3_600_000 }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/mutate-rules.ts'], { encoding: 'utf8' })
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' })
  })
})

/** Types, re-exports, and functions without a number, a list or a comparison. */
const WITHOUT_MUTANTS = ['src/profiles/index.ts', 'src/profiles/profile.ts', 'src/profiles/response-profile.ts', 'src/rules/grouped.ts', 'src/rules/response-context.ts', 'src/rules/rule.ts']
