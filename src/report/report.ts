import type { PayloadReport, Report, Severity, Summary } from '../core/vocabulary.ts'
import { VERSION } from '../core/version.ts'

/** Puts the verdicts of one command together. */
export function reportOf(command: string, profile: string, payloads: readonly PayloadReport[]): Report {
  return { schemaVersion: 1, tool: { name: 'pixpact', version: VERSION }, command, profile, summary: summaryOf(payloads), payloads }
}

function summaryOf(payloads: readonly PayloadReport[]): Summary {
  const summary = { payloads: payloads.length, valid: 0, invalid: 0, skipped: 0, errors: 0, warnings: 0, infos: 0 }
  const counters = { error: 'errors', warning: 'warnings', info: 'infos' } as const satisfies Record<Severity, keyof Summary>
  for (const { valid, skipped, findings } of payloads) {
    summary[skipped ? 'skipped' : valid ? 'valid' : 'invalid']++
    for (const { severity, more = 0 } of findings) summary[counters[severity]] += 1 + more
  }
  return summary
}
