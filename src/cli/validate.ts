import { writeFileSync } from 'node:fs'
import { styleText } from 'node:util'
import { Command, Option } from 'commander'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import type { FormatId, Level } from '../core/vocabulary.ts'
import { INPUT_KINDS, type InputKind } from '../inputs/exchanges.ts'
import { findFiles } from '../inputs/find-files.ts'
import { PROFILES } from '../profiles/index.ts'
import { REPORTERS } from '../report/index.ts'
import { render } from '../report/render.ts'
import { reportOf } from '../report/report.ts'
import type { ReportView } from '../report/reporter.ts'
import { chooseProfile } from '../validate/context.ts'
import { checkOptions } from '../validate/check-options.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { judgeInputs } from './judge-inputs.ts'
import { profileOption } from './profile-option.ts'
import { collectReporter, headerOption, ruleOption, type ReporterChoice } from './options.ts'

interface Flags {
  readonly input?: InputKind
  readonly profile?: string
  readonly format?: FormatId
  readonly path?: string
  readonly header?: Readonly<Record<string, string>>
  readonly reporter?: readonly ReporterChoice[]
  readonly failOn: 'error' | 'warning' | 'never'
  readonly rule?: Readonly<Record<string, Level>>
  readonly now?: string
  readonly quiet?: true
  readonly color: boolean
}

export function validateCommand(): Command {
  return new Command('validate')
    .description('judge request bodies: files, patterns in quotes, or - for standard input')
    .argument('<files...>', 'JSON, JSON Lines (.jsonl, .ndjson) and HAR (.har) files')
    .addOption(new Option('--input <kind>', 'what the inputs are, whatever their names say').choices(INPUT_KINDS))
    .option('--profile <id|file>', `whose rules apply: ${PROFILES.map(({ id }) => id).join(', ')}, or a JSON file that extends one`)
    .addOption(new Option('--format <format>', 'the wire format').choices(['openai-chat', 'anthropic-messages']))
    .option('--path <path>', 'the URL path that the bodies are sent to')
    .option('-H, --header <header>', 'a request header, "Name: value" (repeatable)', headerOption)
    .option('--reporter <name[=file]>', 'text (default) or json, to standard output or to a file (repeatable)', collectReporter)
    .addOption(new Option('--fail-on <level>', 'what makes the exit code 1').choices(['error', 'warning', 'never']).default('error'))
    .option('--rule <rule[/message]=level>', 'off, info, warning or error for a rule or one message (repeatable)', ruleOption)
    .option('--now <date>', 'the time by which signed URLs are judged, in ISO 8601')
    .option('--quiet', 'leave out what needs no action')
    .option('--no-color', 'no colours')
    .action(async (patterns: string[], flags: Flags) => {
      process.exitCode = await validate(patterns, flags)
    })
}

async function validate(patterns: readonly string[], flags: Flags): Promise<number> {
  const options = await validateOptions(flags)
  checkOptions(options)
  const profile = chooseProfile(options)
  const { payloads, unjudged } = await judgeInputs(findFiles(patterns), flags.input, options)
  const report = reportOf('validate', profile.id, payloads)
  for (const { name, file } of flags.reporter ?? [{ name: 'text' }]) {
    const colours = flags.color && file === undefined
    const output = render(name, REPORTERS[name]!, report, viewOf(`${profile.id} (${profile.date}): ${profile.title}`, flags.quiet ?? false, colours))
    if (file === undefined) process.stdout.write(output)
    else writeReport(file, output)
  }
  // What could be judged was reported; what could not must not pass for it.
  const sentences = unjudged.map(({ message, hint }) => `pixpact: ${printable(message)}\n  ${printable(hint)}`)
  for (const sentence of new Set(sentences)) console.error(sentence)
  const { errors, warnings, payloads: total, skipped } = report.summary
  if (unjudged.length > 0) return 2
  if (total === skipped) {
    console.error('pixpact: nothing was tested, since no input is a chat request.\n  Give --format if one was meant to be.')
    return 2
  }
  const failing = { error: errors, warning: errors + warnings, never: 0 }[flags.failOn]
  return failing > 0 ? 1 : 0
}

function writeReport(file: string, output: string): void {
  try {
    writeFileSync(file, output)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unwritable-output', `The report cannot be written: ${why}.`, 'Check that the folder exists and may be written to.', { cause })
  }
}

async function validateOptions({ profile, format, path, header, now, rule }: Flags): Promise<ValidateOptions> {
  return {
    ...(profile !== undefined && { profile: await profileOption(profile) }),
    ...(format !== undefined && { format }),
    ...(path !== undefined && { path }),
    ...(header !== undefined && { headers: header }),
    ...(now !== undefined && { now }),
    ...(rule !== undefined && { rules: rule }),
  }
}

function viewOf(profile: string, quiet: boolean, colours: boolean): ReportView {
  return {
    profile,
    quiet,
    // Node decides by the terminal, NO_COLOR and FORCE_COLOR.
    paint: (style, text) => (colours ? styleText(style, text, { stream: process.stdout }) : text),
  }
}
