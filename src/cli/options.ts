import { InvalidArgumentError } from 'commander'
import type { Level } from '../core/vocabulary.ts'
import { REPORTERS } from '../report/index.ts'

/** A reporter, and the file that it writes; standard output where there is none. */
export interface ReporterChoice {
  readonly name: string
  readonly file?: string
}

/** Reads `NAME[=FILE]`, one of several, where there are reporters of these names. */
export function reporterOption(names: readonly string[]): (text: string, before?: readonly ReporterChoice[]) => ReporterChoice[] {
  return (text, before = []) => {
    const [name = '', file] = splitOnce(text, '=')
    if (!names.includes(name)) throw new InvalidArgumentError(`There is no reporter "${name}". The reporters are ${names.join(', ')}.`)
    if (file === '') throw new InvalidArgumentError(`Name a file behind "${name}=".`)
    return [...before, { name, ...(file !== undefined && { file }) }]
  }
}

export const collectReporter: ReturnType<typeof reporterOption> = reporterOption(Object.keys(REPORTERS))

export function headerOption(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [name = '', value] = splitOnce(text, ':')
  if (value === undefined || name.trim() === '') throw new InvalidArgumentError('Write it as "Name: value".')
  return { ...before, [name.trim().toLowerCase()]: value.trim() }
}

export function ruleOption(text: string, before: Readonly<Record<string, Level>> = {}): Record<string, Level> {
  const [key = '', level] = splitOnce(text, '=')
  if (level === undefined) throw new InvalidArgumentError('Write it as RULE=LEVEL or RULE/MESSAGE=LEVEL.')
  // Whether both exist is checked with those of the library's users.
  return { ...before, [key]: level as Level }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
