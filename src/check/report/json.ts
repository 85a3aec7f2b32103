import type { CheckReporter } from './view.ts'

/** The run as it is saved and as `pixpact diff` reads it: `schemas/kit/check.schema.json`. */
export const json: CheckReporter = ({ result }) => `${JSON.stringify(result, null, 2)}\n`
