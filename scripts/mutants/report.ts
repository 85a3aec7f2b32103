import { nameOf, type Kind } from './mutant.ts'
import type { Outcome } from './pool.ts'

const KINDS: Readonly<Record<Kind, string>> = {
  constant: 'constants, one more and one less',
  member: 'members of lists, dropped',
  entry: 'entries of objects, dropped',
  rule: 'rules and their checks, disabled',
  comparison: 'comparisons, flipped',
  condition: 'conditions, && for || and || for &&',
  level: 'levels, changed',
}

/** A table: how many mutants of each kind there are, are noticed, and are equivalent. */
export function summaryOf(outcomes: readonly Outcome[], equivalents: readonly string[], seconds: number): string {
  const rows = [...Object.entries(KINDS), ['', 'in all'] as const].map(([kind, title]) => {
    const own = outcomes.filter(({ mutant }) => kind === '' || mutant.kind === kind)
    const alive = own.filter(({ killer }) => killer === undefined)
    const same = alive.filter(({ mutant }) => equivalents.includes(nameOf(mutant)))
    return [title, own.length, own.length - alive.length, same.length, alive.length - same.length] as const
  })
  const lines = [['', 'mutants', 'killed', 'equivalent', 'survivors'] as const, ...rows].map(([title, ...counts]) =>
    [title.padEnd(38), ...counts.map((count) => String(count).padStart(10))].join(' '),
  )
  return [...lines, '', `${Math.round(seconds)} s`].join('\n')
}

/** What keeps the rules from being proved, each in a sentence. */
export function problemsOf(outcomes: readonly Outcome[], equivalents: readonly string[], stale: readonly string[]): string[] {
  const survivors = outcomes.filter(({ mutant, killer }) => killer === undefined && !equivalents.includes(nameOf(mutant)))
  const killed = outcomes.filter(({ mutant, killer }) => killer !== undefined && equivalents.includes(nameOf(mutant)))
  return [
    ...(outcomes.length === 0 ? ['There are no mutants: nothing was tried.'] : []),
    ...(survivors.length > 0 ? [`${survivors.length} survive: nothing notices these changes.`] : []),
    ...killed.map(({ mutant, killer }) => `Listed as equivalent, but noticed by "${killer}": ${nameOf(mutant)}`),
    ...stale.map((name) => `Listed as equivalent, but there is no such mutant: ${name}`),
  ]
}
