import XMLBuilder from 'fast-xml-builder'
import { printableLines } from '../../core/printable.ts'
import type { CaseResult } from '../result.ts'
import type { CheckReporter, CheckView } from './view.ts'

/** The run as JUnit XML, which CI systems show: a suite a route, a test a case. */
export const junit: CheckReporter = ({ result: { target, summary, cases } }, view) => {
  const suites = target.routes.map(({ name }) => {
    const own = cases.filter(({ route }) => route === name)
    return { '@_name': name, ...counts(own), testcase: own.map((one) => testOf(one, view)) }
  })
  const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true })
  const content = { testsuites: { '@_name': `pixpact check ${target.name}`, '@_tests': summary.cases, '@_failures': summary.failed, '@_errors': summary.notRun, testsuite: suites } }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(cleaned(content))}`
}

function counts(cases: readonly CaseResult[]): object {
  const count = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length
  return { '@_tests': cases.length, '@_failures': count('failed'), '@_errors': count('not-run') }
}

function testOf({ route, id, findings, status, reason = '' }: CaseResult, view: CheckView): object {
  const failures = findings.map(({ cause, about, message }) => ({
    '@_type': cause,
    '@_message': about ? `${cause} (${about})` : cause,
    '#text': `${message}\n${view.again(route, id)}`,
  }))
  return {
    '@_classname': route,
    '@_name': id,
    ...(failures.length > 0 && { failure: failures }),
    ...(status === 'not-run' && { error: { '@_type': 'not-run', '@_message': reason } }),
  }
}

/** What came from a gateway may hold characters that XML has not. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return printableLines(value).replaceAll(/[\ufffe\uffff]/g, '\ufffd').toWellFormed()
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, cleaned(held)]))
}
