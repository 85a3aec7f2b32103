import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { text } from './text.ts'
import type { CheckReporter } from './view.ts'

/** The reporters of a check by their names. */
export const CHECK_REPORTERS: Readonly<Record<string, CheckReporter>> = { text, json, junit, markdown }
