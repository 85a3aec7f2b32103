import type { Call } from './call.ts'
import { curl } from './curl.ts'
import { python } from './python.ts'
import { typescript } from './typescript.ts'

/** Writers of programs that send one request, by what `--as` calls them. */
export const SNIPPETS: Readonly<Record<string, (call: Call) => string>> = { curl, python, typescript }
