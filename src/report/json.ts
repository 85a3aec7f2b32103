import type { Finding, PayloadReport } from '../core/vocabulary.ts'
import type { Reporter } from './reporter.ts'

/** The report as JSON, for other tools: `schemas/kit/report.schema.json`. */
export const json: Reporter = (report) => {
  const payloads = report.payloads.map((payload) => forTools(payload, report.profile))
  return `${JSON.stringify({ ...report, payloads }, null, 2)}\n`
}

/** The profile is told where it is another than that of the report. */
function forTools({ profile, ...payload }: PayloadReport, reportProfile: string): PayloadReport {
  const own = profile === undefined || profile === reportProfile ? {} : { profile }
  return { ...payload, ...own, findings: payload.findings.map(withoutExcerpt) }
}

function withoutExcerpt({ excerpt: _, ...finding }: Finding): Finding {
  return finding
}
