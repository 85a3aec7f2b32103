import { printable } from '../core/printable.ts'
import type { Finding, Source } from '../core/vocabulary.ts'
import type { ReportView } from './reporter.ts'

const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** A finding for a person: what it is and where, what to do, and the piece of source that it is about. */
export function findingLines(finding: Finding, source: Source, view: Pick<ReportView, 'paint'>): string[] {
  const { severity, ruleId, messageId, side, location, excerpt, pointer } = finding
  const place = location === undefined ? nameOf(source) : `${shortened(source.path)}:${location.line}:${location.column}`
  const where = side === 'response' ? `response in ${place}` : place
  const lines = [
    `  ${view.paint(COLOURS[severity], severity)}  ${view.paint('bold', `${ruleId}/${messageId}`)}  ${where}`,
    `    ${finding.message}`,
    `    ${view.paint('green', '→')} ${finding.hint}`,
  ]
  if (excerpt !== undefined && location !== undefined) {
    const gutter = `${location.line} | `
    lines.push(
      `    ${view.paint('dim', gutter)}${excerpt.text}`,
      `    ${' '.repeat(gutter.length + excerpt.caret)}${view.paint(COLOURS[severity], '^')}`,
    )
  }
  if (pointer !== '') lines.push(`    ${view.paint('dim', `at ${shortened(pointer)}`)}`)
  return lines
}

/** What a payload is called in a report. */
export function nameOf({ path, entry, line }: Source): string {
  const name = shortened(path)
  if (entry !== undefined) return `${name}#${entry}`
  return line === undefined ? name : `${name}:${line}`
}

function shortened(name: string): string {
  return printable(name.length > 300 ? `${name.slice(0, 200)}…${name.slice(-40)}` : name)
}
