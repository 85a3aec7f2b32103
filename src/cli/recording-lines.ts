import { printable } from '../core/printable.ts'
import type { Comparisons } from '../recordings/compare.ts'
import type { Drift } from '../recordings/drift.ts'
import type { Imported } from '../recordings/import.ts'
import type { Recording } from '../recordings/recording.ts'

const CHANGES = { new: 'new', unchanged: 'as before', changed: 'changed' } as const

/** A line for each recording: name, origin, request, answer. */
export function recordingLines(recordings: readonly Recording[]): string[] {
  const rows = recordings.map(({ name, origin, request, response }) => {
    const { chunks } = response
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
    const isStream = response.headers['content-type']?.startsWith('text/event-stream')
    const images = request.blobs.length
    const notes = [
      ...(images > 0 ? [count(images, 'image')] : []),
      ...(isStream ? [`stream of ${count(chunks.length, 'chunk')} in ${chunks.at(-1)?.at ?? 0} ms`] : []),
      ...(response.cut === true ? ['cut off'] : []),
    ]
    return [name, origin, `${request.method} ${shortened(request.path)}`, String(response.status), `${bytes.toLocaleString('en-US')} B`, notes.join(', ')]
  })
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  return rows.map((row) => printable(row.map((cell, column) => (column === 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()))
}

/** What became of an entry of a HAR file. */
export function importLine(har: string, { entry, saved, skipped }: Imported): string {
  const what = saved === undefined ? `skipped: ${skipped}` : `${saved.name} (${CHANGES[saved.change]})`
  return printable(`${saved === undefined ? '-' : '✓'} ${har}#${entry}  ${what}`)
}

/** What differs, by recording, and a last line that counts. */
export function comparisonLines({ compared, onlyOld, onlyNew }: Comparisons): string[] {
  const differing = compared.filter(({ drift }) => drift.length > 0)
  const summary = [
    `${count(compared.length, 'recording')} compared: ${differing.length} ${differing.length === 1 ? 'differs' : 'differ'}`,
    ...(onlyOld.length > 0 ? [`${onlyOld.length} gone`] : []),
    ...(onlyNew.length > 0 ? [`${onlyNew.length} new`] : []),
  ]
  return [
    ...differing.flatMap((one) => [`✗ ${one.old.name}${one.old.name === one.new.name ? '' : ` → ${one.new.name}`}`, ...one.drift.map(driftLine)]),
    ...onlyOld.map(({ name }) => `✗ ${name}  has no counterpart any more`),
    ...onlyNew.map(({ name }) => `+ ${name}  is new`),
    summary.join(', '),
  ].map((line) => printable(line))
}

function driftLine({ side, place, old, new: now }: Drift): string {
  const what = old === undefined ? `added: ${now}` : now === undefined ? `gone: ${old}` : `${old} → ${now}`
  return `    ${side} ${place === '' ? 'body' : shortened(place)}  ${what}`
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 100)}…` : text
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
