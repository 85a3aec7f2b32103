import { Command, InvalidArgumentError, Option } from 'commander'
import { FORMAT_IDS } from '../core/format-ids.ts'
import type { CheckFlags } from './run-check.ts'
import { reporterOption, headerOption } from './options.ts'

/** The reporters of `check`; a test holds it equal to what there is, which is loaded with the command only. */
export const CHECK_REPORTER_NAMES: readonly string[] = ['text', 'json', 'junit', 'markdown']

export function checkCommand(): Command {
  return new Command('check')
    .description('check a gateway: send the suite, play the provider behind it, and compare what arrived with what was sent')
    .option('--target <name>', 'a target of the configuration')
    .option('--config <file>', 'the configuration; default: pixpact.config.{ts,js,json}, here or in a folder above')
    .option('--base-url <url>', 'in place of a target: where the gateway listens')
    .addOption(new Option('--format <format>', 'the format in which it is spoken to').choices(FORMAT_IDS))
    .option('--path <path>', 'default: /v1/chat/completions or /v1/messages')
    .option('-H, --header <header>', 'a request header, "Name: value" (repeatable)', headerOption)
    .option('--api-key-env <name>', 'the environment variable that holds the key')
    .option('--model <name>', 'the model that requests name')
    .option('--profile <id|file>', 'what its clients are promised; default: openai or anthropic, by the format')
    .addOption(new Option('--upstream-format <format>', 'the format in which the gateway calls its provider, whom the kit then plays').choices(FORMAT_IDS))
    .option('--upstream-port <number>', 'the port at which the gateway looks for its provider', numberUpTo(65_535))
    .option('--start <command>', 'starts the gateway, and again when it died')
    .option('--list', 'show the cases that would be run, and how many there are of each kind')
    .option('--dry-run', 'show what would be sent, and how much it is')
    .option('--print-body', 'write the body of the one case that is selected to standard output')
    .option('--filter <text>', 'cases of which "route: id" holds the text; * stands for anything (repeatable)', (text: string, before: string[] = []) => [...before, text])
    .option('--max-requests <number>', 'send no more than so many requests', numberUpTo(1_000_000))
    .option('--timeout <seconds>', 'for one answer; default: 30', numberUpTo(86_400))
    .option('--seed <number>', 'other texts and pictures; default: 1', numberUpTo(999_999_999))
    .option('--baseline <file>', 'what is known to be wrong: only what is new fails')
    .option('--update-baseline', 'write what is wrong now to the file of --baseline')
    .option('--reporter <name[=file]>', `${CHECK_REPORTER_NAMES.join(', ')}: to standard output or to a file (repeatable); default: text`, reporterOption(CHECK_REPORTER_NAMES))
    .option('--quiet', 'show no progress')
    .option('--no-color', 'no colours')
    .action(async (flags: CheckFlags) => {
      // Not needed to judge files, and so not loaded with the other commands.
      const { check } = await import('./run-check.ts')
      process.exitCode = await check(flags)
    })
}

function numberUpTo(most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most) throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`)
    return Number(text)
  }
}
