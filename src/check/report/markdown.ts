import { CAUSES } from '../causes.ts'
import { count, escaped, wayOf, type CheckReporter } from './view.ts'

/** The run for a pull request or a wiki. */
export const markdown: CheckReporter = ({ result: { target, summary, causes, cases } }, view) => {
  const routes = target.routes.map((route) => {
    const own = cases.filter((one) => one.route === route.name)
    return `| ${escaped(route.name)} | ${wayOf(route)} | ${own.length} | ${own.filter(({ status }) => status !== 'passed').length} |`
  })
  const rows = causes.map(
    ({ cause, about, route, message, cases: ids }) =>
      `| ${cause}${about ? ` (${escaped(about)})` : ''} | ${escaped(route)} | ${ids.length} | ${CAUSES[cause].title}. ${escaped(message)} | \`${view.again(route, ids[0]!).replaceAll('|', '\\|')}\` |`,
  )
  const notes = Object.entries(target.notes).map(([name, value]) => `${escaped(name)} ${escaped(value)}`)
  return [
    `## pixpact check: ${escaped(target.name)}`,
    '',
    [`${count(summary.cases, 'case')}`, `${summary.passed} passed`, `${summary.failed} failed`, ...(summary.notRun > 0 ? [`${summary.notRun} did not run`] : []), ...notes].join(' · '),
    '',
    '| route | formats | cases | failed |',
    '|---|---|---|---|',
    ...routes,
    ...(rows.length === 0 ? [] : ['', '| mistake | route | cases | what was seen | again |', '|---|---|---|---|---|', ...rows]),
    '',
  ].join('\n')
}
