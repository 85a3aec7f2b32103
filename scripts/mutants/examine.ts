import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { moduleGraph, ROOT } from './module-graph.ts'
import { mutated, type Mutant } from './mutant.ts'
import type * as QuickProperties from './quick-properties.ts'
import { JUDGE, vectorCases, type Case, type Judge } from './vector-cases.ts'

const PROPERTIES = 'scripts/mutants/quick-properties.ts'

/** What notices a mutant, or `undefined` when nothing does. */
export type Examine = (mutant: Mutant) => string | undefined

/**
 * Makes what examines mutants: by vectors, those of its own rule first, then by properties of generated bodies.
 *
 * @throws Error when they find fault with the rules as they are: then a mutant that they notice means nothing.
 */
export function examiner(): Examine {
  const graph = moduleGraph()
  const cheapestFirst = timed(vectorCases(graph), graph.load(JUDGE) as Judge)
  const broken = (graph.load(PROPERTIES) as typeof QuickProperties).brokenProperty()
  if (broken !== undefined) throw new Error(`Without any mutation this does not hold: ${broken}`)
  const orders = new Map<string, Case[]>()
  return (mutant) => {
    const order = orders.get(mutant.file) ?? ownFirst(cheapestFirst, mutant.file)
    orders.set(mutant.file, order)
    const text = mutated(readFileSync(join(ROOT, mutant.file), 'utf8'), mutant.edit)
    try {
      const judge = graph.loadWith(mutant.file, text, JUDGE) as Judge
      const at = order.findIndex((one) => !holds(one, judge))
      if (at === -1) return (graph.loadWith(mutant.file, text, PROPERTIES) as typeof QuickProperties).brokenProperty()
      // What noticed this one often notices the next one.
      const [killer] = order.splice(at, 1)
      order.unshift(killer!)
      return killer!.name
    } catch (error) {
      return `it fails: ${String(error).split('\n', 1)[0]}`
    }
  }
}

/** The cases by the time that they take. */
function timed(cases: readonly Case[], judge: Judge): Case[] {
  const times = new Map<Case, number>()
  for (const one of cases) {
    if (!one.holds(judge)) throw new Error(`Without any mutation this does not hold: ${one.name}`)
    const before = performance.now()
    one.holds(judge)
    times.set(one, performance.now() - before)
  }
  return cases.toSorted((a, b) => times.get(a)! - times.get(b)!)
}

function ownFirst(cases: readonly Case[], file: string): Case[] {
  const rule = basename(file, '.ts')
  return [...cases.filter((one) => one.rule === rule), ...cases.filter((one) => one.rule !== rule)]
}

/** A mutant that throws is noticed as well. */
function holds(one: Case, judge: Judge): boolean {
  try {
    return one.holds(judge)
  } catch {
    return false
  }
}
