import { PixpactError } from '../core/errors.ts'
import type { KitFile } from '../kit-files/kit-file.ts'
import { mistakesError, shapeMistakes, type Mistake } from '../kit-files/mistakes.ts'
import { readJson } from '../kit-files/read-json.ts'
import { baselineFaults } from '../schema/baseline-faults.ts'
import type { CauseId } from './causes.ts'
import { keyOf, nameOfResult, type CaseResult } from './result.ts'

/** What is known to be wrong with a target, so that only what is new fails. `schemas/kit/baseline.schema.json` describes it. */
export interface Baseline {
  readonly schemaVersion: 1
  readonly entries: readonly BaselineEntry[]
}

export interface BaselineEntry {
  readonly route: string
  readonly case: string
  readonly cause: CauseId
  readonly about?: string
  /** Why it is so, or where it is reported; for people. */
  readonly note?: string
}

/** What a run is, seen from a baseline. */
export interface Comparison {
  /** Fails, and is listed. */
  readonly known: number
  /** Fails, and is not listed. */
  readonly regressions: readonly BaselineEntry[]
  /** Is listed, and does not fail so any more. */
  readonly stale: readonly BaselineEntry[]
}

const BASELINE_FILE: KitFile = {
  noun: 'baseline',
  code: 'bad-baseline',
  schema: 'schemas/kit/baseline.schema.json',
  ifUnreadable: 'Write one with --update-baseline.',
}

/**
 * Reads a baseline. `known` are all cases that there are, as `route: case`; where it is not given, entries of others pass.
 *
 * @throws PixpactError `bad-baseline`: it cannot be read, or names a case that there is not.
 */
export function readBaseline(path: string, known?: ReadonlySet<string>): Baseline {
  const content = readJson(path, BASELINE_FILE)
  const mistakes: Mistake[] = shapeMistakes(baselineFaults(content))
  if (mistakes.length > 0) throw mistakesError(BASELINE_FILE, path, mistakes)
  const baseline = content as Baseline
  const unknown = baseline.entries.flatMap((entry, index): Mistake[] =>
    (known?.has(caseOf(entry)) ?? true) ? [] : [{ pointer: `/entries/${index}`, text: `names the case "${entry.case}" of route "${entry.route}", which there is not` }],
  )
  if (unknown.length > 0) throw mistakesError(BASELINE_FILE, path, unknown)
  return baseline
}

/** Holds a run against a baseline. Entries of cases that were not selected are passed over; so are those of cases that did not run, which count as failures of their own. */
export function compared(cases: readonly CaseResult[], { entries }: Baseline): Comparison {
  const failing = entriesOf(cases)
  const ran = new Set(cases.filter(({ status }) => status !== 'not-run').map(nameOfResult))
  const listed = new Set(entries.map(nameOf))
  const now = new Set(failing.map(nameOf))
  return {
    known: failing.filter((entry) => listed.has(nameOf(entry))).length,
    regressions: failing.filter((entry) => !listed.has(nameOf(entry))),
    stale: entries.filter((entry) => ran.has(caseOf(entry)) && !now.has(nameOf(entry))),
  }
}

/**
 * The baseline that calls known what fails now. Of cases that did not run, and of those that were not selected, the entries stay.
 *
 * @throws PixpactError `usage`: nothing ran.
 */
export function updated(cases: readonly CaseResult[], before: Baseline | undefined): Baseline {
  const ran = new Set(cases.filter(({ status }) => status !== 'not-run').map(nameOfResult))
  if (ran.size === 0) throw new PixpactError('usage', 'No case ran, so there is nothing to write a baseline of.', 'Start the gateway first.')
  const kept = (before?.entries ?? []).filter((entry) => !ran.has(caseOf(entry)))
  const notes = new Map((before?.entries ?? []).map((entry) => [nameOf(entry), entry.note]))
  const entries = [...kept, ...entriesOf(cases)].map((entry) => {
    const note = notes.get(nameOf(entry))
    return note === undefined ? entry : { ...entry, note }
  })
  return { schemaVersion: 1, entries: entries.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) }
}

/** What fails, once each. */
function entriesOf(cases: readonly CaseResult[]): BaselineEntry[] {
  const entries = cases.flatMap(({ route, id, findings }) =>
    findings.map(({ cause, about }): BaselineEntry => ({ route, case: id, cause, ...(about !== undefined && { about }) })),
  )
  return [...new Map(entries.map((entry) => [nameOf(entry), entry])).values()]
}

/** The case that an entry is about, as `route: case`. */
export function caseOf({ route, case: id }: BaselineEntry): string {
  return nameOfResult({ route, id })
}

function nameOf({ route, case: id, cause, about }: BaselineEntry): string {
  return `${keyOf(route, cause, about)} ${id}`
}
