import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { proposalsAt } from './edits.ts'
import { ROOT } from './module-graph.ts'
import { nameOf, type Mutant } from './mutant.ts'
import { isLeftOut } from './left-out.ts'
import { placesIn } from './syntax.ts'

/** What is in `src/profiles` besides profiles and how they are read: how files that extend them are. */
const OF_PROFILE_FILES = ['extend-profile', 'is-profile', 'load-profile', 'merge-patch', 'mistakes', 'profile-file', 'sdk-base']

/** Texts by the name of a problem, and nothing that decides. */
const TEXTS = ['src/rules/json-problems.ts']

/** The files whose mutants are made, relative to the repository: the rules, and the data of the profiles. */
export function targetFiles(): string[] {
  return globSync('src/{rules,profiles}/*.ts', { cwd: ROOT })
    .filter((file) => !TEXTS.includes(file) && !OF_PROFILE_FILES.some((name) => file === `src/profiles/${name}.ts`))
    .toSorted()
}

/** All mutants of a file, in the order of its lines. */
export function mutantsOf(file: string, source: string = readFileSync(join(ROOT, file), 'utf8')): Mutant[] {
  const mutants = placesIn(file, source, isLeftOut).flatMap((place) =>
    proposalsAt(place, source).map(({ kind, edit, change }): Mutant => {
      const line = source.slice(0, edit.start).split('\n').length
      return { file, line, kind, code: source.split('\n')[line - 1]!.trim(), change, edit }
    }),
  )
  return numbered(mutants.toSorted((a, b) => a.edit.start - b.edit.start))
}

/** The same change may be possible twice in a line. */
function numbered(mutants: readonly Mutant[]): Mutant[] {
  const times = new Map<string, number>()
  return mutants.map((mutant) => {
    const name = nameOf(mutant)
    const time = (times.get(name) ?? 0) + 1
    times.set(name, time)
    return time === 1 ? mutant : { ...mutant, change: `${mutant.change} (${time})` }
  })
}
