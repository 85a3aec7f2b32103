import { printable } from '../../core/printable.ts'
import { CAUSES } from '../causes.ts'
import type { RunDiff } from '../diff.ts'
import type { CauseGroup } from '../result.ts'
import { count, escaped, type CheckView } from './view.ts'

type DiffReporter = (diff: RunDiff, view: Pick<CheckView, 'paint'>) => string

const SHOWN_CASES = 3

/** How two runs differ, for a person. */
const text: DiffReporter = (diff, view) => {
  const { before, after, compared, notCompared, regressions, changed, fixed, lost } = diff
  const title = `${nameOf(before)} → ${nameOf(after)} · ${count(compared, 'case')} compared${notCompared > 0 ? `, ${notCompared} not` : ''}`
  return [
    view.paint('dim', printable(title)),
    '',
    ...regressions.flatMap((group) => [...groupLines(view.paint('red', '✗ new'), group, view), '']),
    ...changed.flatMap((group) => [...groupLines(view.paint('yellow', '! other'), group, view), '']),
    ...fixed.flatMap((group) => [...groupLines(view.paint('green', '✓ gone'), group, view), '']),
    ...(lost.length > 0 ? [`${view.paint('red', '✗')} ${count(lost.length, 'case')} ran before and did not run now: ${lost.slice(0, SHOWN_CASES).map((name) => printable(name)).join(', ')}`, ''] : []),
    view.paint(regressions.length + changed.length + lost.length > 0 ? 'red' : 'green', `${count(regressions.length, 'regression')}, ${changed.length} where it failed before too, ${fixed.length} gone`),
    '',
  ].join('\n')
}

function groupLines(mark: string, { cause, about, route, message, cases }: CauseGroup, view: Pick<CheckView, 'paint'>): string[] {
  const kind = about ? ` (${printable(about)})` : ''
  return [
    `${mark}  ${view.paint('bold', `${cause}: ${CAUSES[cause].title}${kind}`)} ${view.paint('dim', `· ${printable(route)} · ${count(cases.length, 'case')}`)}`,
    `    ${printable(message)}`,
    `    ${view.paint('dim', `${printable(cases.slice(0, SHOWN_CASES).join(', '))}${cases.length > SHOWN_CASES ? `, and ${cases.length - SHOWN_CASES} more` : ''}`)}`,
  ]
}

const json: DiffReporter = (diff) => `${JSON.stringify({ schemaVersion: 1, command: 'diff', ...diff }, null, 2)}\n`

const markdown: DiffReporter = ({ before, after, compared, regressions, changed, fixed, lost }) => {
  const row = (what: string) => ({ cause, about, route, cases, message }: CauseGroup): string =>
    `| ${what} | ${cause}${about ? ` (${escaped(about)})` : ''} | ${escaped(route)} | ${cases.length} | ${escaped(message)} |`
  return [
    `## pixpact diff: ${escaped(nameOf(before))} → ${escaped(nameOf(after))}`,
    '',
    `${count(compared, 'case')} compared: ${count(regressions.length, 'regression')}, ${changed.length} where it failed before too, ${fixed.length} gone${lost.length > 0 ? `, ${lost.length} did not run any more` : ''}.`,
    ...(regressions.length + changed.length + fixed.length > 0 ? ['', '| | mistake | route | cases | what was seen |', '|---|---|---|---|---|', ...regressions.map(row('new')), ...changed.map(row('other')), ...fixed.map(row('gone'))] : []),
    '',
  ].join('\n')
}

export const DIFF_REPORTERS: Readonly<Record<'text' | 'json' | 'markdown', DiffReporter>> = { text, json, markdown }

function nameOf({ name, notes }: RunDiff['before']): string {
  return [name, ...Object.entries(notes).map(([note, value]) => `${note} ${value}`)].join(', ')
}
