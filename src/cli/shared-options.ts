import { Option, type Command } from 'commander'
import type { FailOn } from '../config/config.ts'
import { FORMAT_IDS } from '../core/format-ids.ts'
import type { FormatId, Level } from '../core/vocabulary.ts'
import { PROFILES } from '../profiles/index.ts'
import { collectReporter, headerOption, ruleOption, type ReporterChoice } from './options.ts'

/** What `contractOptions` adds to a command: whose rules apply. */
export interface ContractFlags {
  readonly profile?: string
  /** The path of a configuration; `false`: none is to be looked for. */
  readonly config?: string | false
  readonly format?: FormatId
  readonly rule?: Readonly<Record<string, Level>>
}

/** What `sharedOptions` adds to a command that judges and reports. */
export interface SharedFlags extends ContractFlags {
  readonly path?: string
  readonly header?: Readonly<Record<string, string>>
  readonly reporter?: readonly ReporterChoice[]
  readonly failOn?: FailOn
  readonly now?: string
  readonly quiet?: true
  readonly color: boolean
}

/** Adds the options that say whose rules apply. */
export function contractOptions(command: Command): Command {
  const ids = PROFILES.map(({ id }) => id).join(', ')
  return command
    .addOption(orVariable('PIXPACT_PROFILE', '--profile <id|file>', `whose rules apply: ${ids}, or a JSON file that extends one`))
    .addOption(orVariable('PIXPACT_CONFIG', '--config <file>', 'the configuration; default: pixpact.config.{ts,js,json}, here or in a folder above'))
    .option('--no-config', 'no configuration')
    .addOption(orVariable('PIXPACT_FORMAT', '--format <format>', 'the wire format').choices(FORMAT_IDS))
    .option('--rule <rule[/message]=level>', 'off, info, warning or error for a rule or one message (repeatable)', ruleOption)
}

/** Adds the options of all commands that report. */
export function reportOptions(command: Command): Command {
  return command
    .option('--reporter <name[=file]>', 'text (default) or json, to standard output or to a file (repeatable)', collectReporter)
    .addOption(orVariable('PIXPACT_FAIL_ON', '--fail-on <level>', 'what makes the exit code 1; default: error').choices(['error', 'warning', 'never']))
    .option('--now <date>', 'the time by which signed URLs are judged, in ISO 8601')
    .option('--quiet', 'leave out what needs no action')
    .option('--no-color', 'no colours')
}

/** Adds the options of all commands that judge what is in files. */
export function sharedOptions(command: Command): Command {
  const judging = contractOptions(command)
    .option('--path <path>', 'the URL path that the bodies are sent to')
    .option('-H, --header <header>', 'a request header, "Name: value" (repeatable)', headerOption)
  return reportOptions(judging)
}

/** An option that a variable of the environment can stand in for. An empty one is none, as it is with NO_COLOR. */
export function orVariable(variable: string, flags: string, description: string): Option {
  const option = new Option(flags, description)
  return process.env[variable] === '' ? option : option.env(variable)
}
