import { writeFileSync } from 'node:fs'
import { styleText } from 'node:util'
import { Command, Option } from 'commander'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { INPUT_KINDS, type InputKind } from '../inputs/exchanges.ts'
import type { Profile } from '../profiles/profile.ts'
import { REPORTERS } from '../report/index.ts'
import { render } from '../report/render.ts'
import { reportOf } from '../report/report.ts'
import type { ReportView } from '../report/reporter.ts'
import { fetchFlags, judgeFor, type FetchFlags } from './fetch-urls.ts'
import { inputsToJudge } from './inputs-to-judge.ts'
import { judgeInputs } from './judge-inputs.ts'
import { settingsOf } from './settings.ts'
import { sharedOptions, type SharedFlags } from './shared-options.ts'

interface Flags extends SharedFlags, FetchFlags {
  readonly input?: InputKind
}

export function validateCommand(): Command {
  const command = new Command('validate')
    .description('judge request bodies: files, patterns in quotes, or - for standard input; without any: what the configuration names')
    .argument('[files...]', 'JSON, JSON Lines (.jsonl, .ndjson) and HAR (.har) files')
    .addOption(new Option('--input <kind>', 'what the inputs are, whatever their names say').choices(INPUT_KINDS))
  return fetchFlags(sharedOptions(command)).action(async (patterns: string[], flags: Flags) => {
    process.exitCode = await validate(patterns, flags)
  })
}

async function validate(patterns: readonly string[], flags: Flags): Promise<number> {
  const settings = await settingsOf(flags)
  const { profile, config, failOn } = settings
  const { payloads, unjudged } = await judgeInputs(inputsToJudge(patterns, settings), flags.input, judgeFor(flags))
  const report = reportOf('validate', profile.id, payloads)
  for (const { name, file } of flags.reporter ?? [{ name: 'text' }]) {
    const colours = flags.color && file === undefined
    const output = render(name, REPORTERS[name]!, report, viewOf(profile, config?.name, flags.quiet ?? false, colours))
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
  const failing = { error: errors, warning: errors + warnings, never: 0 }[failOn]
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

function viewOf({ id, date, title }: Profile, config: string | undefined, quiet: boolean, colours: boolean): ReportView {
  return {
    profile: `${id} (${date}): ${title}`,
    ...(config !== undefined && { config }),
    quiet,
    // Node decides by the terminal, NO_COLOR and FORCE_COLOR.
    paint: (style, text) => (colours ? styleText(style, text, { stream: process.stdout }) : text),
  }
}
