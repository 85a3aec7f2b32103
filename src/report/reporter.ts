import type { Report } from '../core/vocabulary.ts'

/** What a reporter may need besides the report itself. */
export interface ReportView {
  /** The profile, for a person: `shubiaobiao (2026-03-19): the documented gateway`. */
  readonly profile: string
  /** The path of the configuration in force. */
  readonly config?: string
  /** Colours text, or leaves it as it is where there are no colours. */
  paint(style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green', text: string): string
  /** Leaves out what needs no action. */
  readonly quiet: boolean
}

/** Turns a report into text. Pure: the same report gives the same text. */
export type Reporter = (report: Report, view: ReportView) => string
