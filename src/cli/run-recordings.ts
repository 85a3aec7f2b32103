import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { compareRecordings } from '../recordings/compare.ts'
import { importHar } from '../recordings/import.ts'
import { loadRecordings } from '../recordings/load.ts'
import { verifyRecordings } from '../recordings/verify.ts'
import { reportOf } from '../report/report.ts'
import { comparisonLines, importLine, recordingLines } from './recording-lines.ts'
import { exitCodeOf, writeReports } from './reports.ts'
import { settingsOf } from './settings.ts'
import type { SharedFlags } from './shared-options.ts'

/** Verifies a folder, reports, and returns the exit code. */
export async function verify(folder: string, flags: SharedFlags): Promise<number> {
  const settings = await settingsOf(flags)
  const payloads = await verifyRecordings(folder, settings.optionsFor())
  const report = reportOf('recordings verify', settings.profile.id, payloads)
  writeReports(report, flags, settings)
  return payloads.length === 0 ? noRecording(folder) : exitCodeOf(report, settings.failOn)
}

/** Prints a line a recording. */
export async function list(folder: string): Promise<number> {
  const recordings = await loadRecordings(folder)
  if (recordings.length === 0) return noRecording(folder)
  for (const line of recordingLines(recordings)) console.log(line)
  return 0
}

/** Takes a HAR file in, telling what became of each entry. */
export async function importFile(har: string, folder: string, variables: readonly string[]): Promise<number> {
  const secrets = variables.map(secretIn)
  let taken = 0
  for await (const imported of importHar(har, folder, secrets)) {
    if (imported.saved !== undefined) taken++
    console.log(importLine(har, imported))
  }
  return taken > 0 ? 0 : nothing(`${har} holds no chat exchange that could be taken in`, 'Export it with content: in Chrome, "Save all as HAR with content".')
}

/** Prints where contracts differ; 1 where some do, or where a recording has no counterpart any more. */
export async function diff(old: string, now: string): Promise<number> {
  const comparisons = await compareRecordings(old, now)
  const { compared, onlyOld } = comparisons
  if (compared.length + onlyOld.length === 0) return nothing('there is nothing to compare', 'Name two recordings, or two folders that hold some.')
  for (const line of comparisonLines(comparisons)) console.log(line)
  if (compared.length === 0) return nothing('no recording has a counterpart', 'Compare recordings of the same requests, or of the same names.')
  return onlyOld.length > 0 || compared.some(({ drift }) => drift.length > 0) ? 1 : 0
}

function secretIn(variable: string): string {
  const value = process.env[variable]
  if (value === undefined || value === '') throw new PixpactError('usage', `The environment variable ${printable(variable)} is not set.`, 'Set it, or leave --secret-env out.')
  return value
}

function noRecording(folder: string): number {
  return nothing(`there is no recording in ${folder}`, 'Name a folder that holds some, or take some in with "pixpact recordings import".')
}

function nothing(what: string, hint: string): number {
  console.error(printable(`pixpact: ${what}.`))
  console.error(`  ${hint}`)
  return 2
}
