import { printable } from '../../core/printable.ts'
import type { BaselineEntry } from '../baseline.ts'
import { CAUSES } from '../causes.ts'
import { isGood, type Outcome } from '../result-of.ts'
import type { CauseGroup } from '../result.ts'
import { count, wayOf, type CheckReporter, type CheckView } from './view.ts'

const SHOWN_CASES = 3
const SHOWN_ENTRIES = 10

/** A run for a person at a terminal: one paragraph a mistake, with the command that shows it again. */
export const text: CheckReporter = (outcome, view) =>
  [...headOf(outcome, view), ...outcome.result.causes.flatMap((group) => [...causeLines(group, view), '']), ...baselineLines(outcome, view), ...notRunLines(outcome, view), summaryLine(outcome, view), ''].join('\n')

function headOf({ result: { target, cases, seed } }: Outcome, view: CheckView): string[] {
  const notes = Object.entries(target.notes).map(([name, value]) => `${name} ${value}`)
  const title = [`target ${target.name}`, target.url, ...notes, `seed ${seed}`].map((part) => printable(part)).join(' · ')
  const routes = target.routes.map((route) => {
    const own = cases.filter((one) => one.route === route.name)
    const failed = own.filter(({ status }) => status !== 'passed').length
    const verdict = failed === 0 ? view.paint('green', `${count(own.length, 'case')} passed`) : view.paint('red', `${failed} of ${count(own.length, 'case')} failed`)
    return `  ${view.paint('bold', printable(route.name))} ${view.paint('dim', `(${wayOf(route)})`)}: ${own.length === 0 ? 'no case selected' : verdict}`
  })
  return [view.paint('dim', title), ...routes, '']
}

function causeLines({ cause, about, route, message, cases }: CauseGroup, view: CheckView): string[] {
  const { title, hint } = CAUSES[cause]
  const [first = ''] = cases
  const byHand = view.byHand(route, first)
  const kind = about === undefined || about === '' ? '' : ` (${printable(about)})`
  return [
    `${view.paint('red', '✗')} ${view.paint('bold', `${cause}: ${title}${kind}`)} ${view.paint('dim', `· ${printable(route)} · ${count(cases.length, 'case')}`)}`,
    `    ${printable(message)}`,
    `    ${view.paint('green', '→')} ${hint}`,
    `    ${view.paint('dim', `${cases.slice(0, SHOWN_CASES).join(', ')}${cases.length > SHOWN_CASES ? `, and ${cases.length - SHOWN_CASES} more` : ''}`)}`,
    `    ${view.paint('cyan', `$ ${view.again(route, first)}`)}`,
    ...(byHand === undefined ? [] : [`    ${view.paint('cyan', `$ ${byHand}`)}`]),
  ]
}

function baselineLines({ comparison: { known, stale, regressions } }: Outcome, view: CheckView): string[] {
  const lines = [
    ...(known > 0 ? [`${count(known, 'mistake')} of the baseline still ${known === 1 ? 'is' : 'are'} there; ${regressions.length} ${regressions.length === 1 ? 'is' : 'are'} new.`] : []),
    ...listed(stale, view, 'no longer there: take these out of the baseline with --update-baseline'),
  ]
  return lines.length > 0 ? [...lines, ''] : []
}

function listed(entries: readonly BaselineEntry[], view: CheckView, what: string): string[] {
  if (entries.length === 0) return []
  const lines = entries.slice(0, SHOWN_ENTRIES).map((entry) => `    ${entry.route}: ${entry.case} ${entry.cause}${entry.about ? ` (${entry.about})` : ''}`)
  const more = entries.length > SHOWN_ENTRIES ? [`    and ${entries.length - SHOWN_ENTRIES} more`] : []
  return [`${view.paint('yellow', '!')} ${count(entries.length, 'mistake')} ${what}`, ...lines.map((line) => printable(line)), ...more]
}

function notRunLines({ result: { cases } }: Outcome, view: CheckView): string[] {
  const notRun = cases.filter(({ status }) => status === 'not-run')
  const [first] = notRun
  return first === undefined ? [] : [`${view.paint('red', '✗')} ${count(notRun.length, 'case')} did not run. ${printable(first.reason ?? '')}`, '']
}

function summaryLine(outcome: Outcome, view: CheckView): string {
  const { summary, causes } = outcome.result
  const { cases, passed, failed, notRun, known, regressions, stale } = summary
  const told = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed by ${count(causes.length, 'mistake')}`] : []),
    ...(notRun > 0 ? [`${notRun} did not run`] : []),
    ...(known > 0 || stale > 0 ? [`${known} known, ${regressions} new, ${stale} stale`] : []),
  ]
  return view.paint(isGood(outcome) ? 'green' : 'red', `${count(cases, 'case')}: ${told.join(', ')}`)
}
