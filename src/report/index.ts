import { json } from './json.ts'
import type { Reporter } from './reporter.ts'
import { text } from './text.ts'

/** The reporters by their names. */
export const REPORTERS: Readonly<Record<string, Reporter>> = { text, json }
