import { printable } from '../core/printable.ts'
import type { ImageSummary } from '../core/vocabulary.ts'
import type { GatewayExchange } from '../gateway/options.ts'
import { findingLines } from '../report/finding-lines.ts'
import type { ReportView } from '../report/reporter.ts'

const LONGEST_PATH = 80

/** One request to the gateway in one line: `✓ POST /v1/chat/completions · openai-chat · 2 × png 1.2 MB · valid → 200`. */
export function requestLine(exchange: GatewayExchange, { paint }: Pick<ReportView, 'paint'>): string {
  const { method, path, status, report } = exchange
  const mark = isBad(exchange) ? paint('red', '✗') : report === undefined || report.skipped ? paint('dim', '-') : paint('green', '✓')
  const what = report === undefined ? [] : [report.format ?? 'no request to judge', ...imageGroups(report.images), verdictOf(report)]
  const target = printable(`${method} ${path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path}`)
  return `${mark} ${[paint('bold', target), ...what].join(paint('dim', ' · '))} → ${status}${asides(exchange, paint)}`
}

function isBad({ report, failure }: GatewayExchange): boolean {
  return failure !== undefined || (report !== undefined && !report.skipped && !report.valid)
}

/** What else is to be said, in brackets behind the status. */
function asides({ fault, recording, stored, note, failure }: GatewayExchange, paint: ReportView['paint']): string {
  const aside = (style: Parameters<ReportView['paint']>[0], text: string | undefined): string => (text === undefined ? '' : paint(style, ` (${printable(text)})`))
  return [
    aside('yellow', fault && `fault: ${fault}`),
    aside('dim', recording && (stored === undefined ? `replayed: ${recording}` : `stored: ${recording}, ${stored}`)),
    aside('yellow', note),
    aside('red', failure),
  ].join('')
}

/** The same with its findings below. */
export function verboseLines(exchange: GatewayExchange, view: Pick<ReportView, 'paint'>): string {
  const { report } = exchange
  const findings = report?.findings.flatMap((finding) => findingLines(finding, report.source, view)) ?? []
  return [requestLine(exchange, view), ...findings].join('\n')
}

/** Images of one type together, in the order in which the types come: `2 × png 1.2 MB`, `1 × url`. */
function imageGroups(images: readonly ImageSummary[]): string[] {
  const groups = Map.groupBy(images, ({ form, detectedMediaType }) => (form === 'url' ? 'url' : (detectedMediaType?.replace(/^image\//, '') ?? 'unknown bytes')))
  return [...groups].map(([type, members]) => {
    const bytes = members.reduce((sum, { decodedBytes = 0 }) => sum + decodedBytes, 0)
    return `${members.length} × ${type}${type === 'url' ? '' : ` ${sizeOf(bytes)}`}`
  })
}

function verdictOf({ skipped, findings }: NonNullable<GatewayExchange['report']>): string {
  if (skipped) return 'skipped'
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const told = [count(errors.length, 'error'), count(warnings.length, 'warning')].filter((text) => !text.startsWith('0'))
  if (told.length === 0) return 'valid'
  const [{ ruleId, messageId } = { ruleId: '', messageId: '' }] = errors.length > 0 ? errors : warnings
  return `${told.join(', ')}: ${ruleId}/${messageId}${errors.length + warnings.length > 1 ? ', …' : ''}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
