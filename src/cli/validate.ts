import { Command, Option } from 'commander'
import { printable } from '../core/printable.ts'
import { INPUT_KINDS, type InputKind } from '../inputs/exchanges.ts'
import { reportOf } from '../report/report.ts'
import { fetchFlags, judgeFor, type FetchFlags } from './fetch-urls.ts'
import { inputsToJudge } from './inputs-to-judge.ts'
import { judgeInputs } from './judge-inputs.ts'
import { exitCodeOf, writeReports } from './reports.ts'
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
  const { payloads, unjudged } = await judgeInputs(inputsToJudge(patterns, settings), flags.input, judgeFor(flags))
  const report = reportOf('validate', settings.profile.id, payloads)
  writeReports(report, flags, settings)
  // What could be judged was reported; what could not must not pass for it.
  const sentences = unjudged.map(({ message, hint }) => `pixpact: ${printable(message)}\n  ${printable(hint)}`)
  for (const sentence of new Set(sentences)) console.error(sentence)
  if (unjudged.length > 0) return 2
  if (report.summary.payloads === report.summary.skipped) {
    console.error('pixpact: nothing was tested, since no input is a chat request.\n  Give --format if one was meant to be.')
    return 2
  }
  return exitCodeOf(report, settings.failOn)
}
