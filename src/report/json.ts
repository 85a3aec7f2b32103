import type { Finding, PayloadReport } from '../core/vocabulary.ts'
import type { Reporter } from './reporter.ts'

/** The report as JSON, for other tools: `schemas/kit/report.schema.json`. */
export const json: Reporter = (report) => {
  const payloads = report.payloads.map(forTools)
  return `${JSON.stringify({ ...report, payloads }, null, 2)}\n`
}

function forTools({ profile: _, ...payload }: PayloadReport): PayloadReport {
  return { ...payload, findings: payload.findings.map(withoutExcerpt) }
}

function withoutExcerpt({ excerpt: _, ...finding }: Finding): Finding {
  return finding
}
