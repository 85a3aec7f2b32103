import type { Finding } from '../core/vocabulary.ts'
import type { Reporter } from './reporter.ts'

/** The report as JSON, for other tools: `schemas/kit/report.schema.json`. */
export const json: Reporter = (report) => {
  const payloads = report.payloads.map((payload) => ({ ...payload, findings: payload.findings.map(withoutExcerpt) }))
  return `${JSON.stringify({ ...report, payloads }, null, 2)}\n`
}

function withoutExcerpt({ excerpt: _, ...finding }: Finding): Finding {
  return finding
}
