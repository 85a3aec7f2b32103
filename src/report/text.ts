import { printable } from '../core/printable.ts'
import type { PayloadReport, Report } from '../core/vocabulary.ts'
import { findingLines, nameOf } from './finding-lines.ts'
import type { Reporter, ReportView } from './reporter.ts'

/** The report for a person at a terminal. */
export const text: Reporter = (report, view) => {
  const payloads = report.payloads.map((payload) => payloadLines(payload, report.profile, view).join('\n'))
  const config = view.config === undefined ? '' : ` · config ${view.config}`
  const head = view.quiet ? [] : [view.paint('dim', printable(`profile ${view.profile}${config}`)), '']
  return [...head, ...payloads.filter((lines) => lines !== ''), summaryLine(report, view), ''].join('\n')
}

function payloadLines(payload: PayloadReport, reportProfile: string, view: ReportView): string[] {
  const findings = payload.findings.filter(({ severity }) => !view.quiet || severity !== 'info')
  if (view.quiet && findings.length === 0) return []
  const mark = payload.skipped ? view.paint('dim', '-') : payload.valid ? view.paint('green', '✓') : view.paint('red', '✗')
  const { profile = reportProfile } = payload
  const judgedBy = profile === reportProfile ? [] : [`profile ${profile}`]
  const what = payload.skipped ? ['skipped'] : [payload.format ?? 'no request to judge', ...judgedBy, ...imagesOf(payload)]
  const head = `${mark} ${view.paint('bold', nameOf(payload.source))} ${view.paint('dim', `· ${what.join(' · ')}`)}`
  return [head, ...findings.flatMap((finding) => findingLines(finding, payload.source, view)), ...(findings.length ? [''] : [])]
}

/** `2 images: png 93 B, url` */
function imagesOf({ images }: PayloadReport): string[] {
  if (images.length === 0) return []
  const shown = images.slice(0, 4).map(({ form, detectedMediaType, decodedBytes }) => {
    const type = detectedMediaType?.replace(/^image\//, '') ?? 'unknown bytes'
    // Behind a URL nobody may have looked.
    if (form === 'url') return decodedBytes === undefined ? 'url' : `url (${type} ${sizeOf(decodedBytes)})`
    return `${type} ${sizeOf(decodedBytes ?? 0)}`
  })
  const more = images.length > shown.length ? ', …' : ''
  return [`${count(images.length, 'image')}: ${shown.join(', ')}${more}`]
}

function summaryLine({ summary }: Report, view: ReportView): string {
  const { payloads, invalid, skipped, errors, warnings, infos } = summary
  const found = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'note')].join(', ')
  const judged = payloads - skipped
  const verdict = invalid > 0 ? `${invalid} of ${count(judged, 'request')} invalid` : `${count(judged, 'request')} valid`
  const passed = skipped > 0 ? `, ${skipped} skipped` : ''
  return view.paint(invalid > 0 ? 'red' : 'green', `${verdict}${passed}: ${found}`)
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
