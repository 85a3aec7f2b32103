import { Option, type Command } from 'commander'
import { contractOptions, reportOptions, type SharedFlags } from './shared-options.ts'

/** What `gatewayOptions` adds to a command that plays the gateway. */
export interface GatewayFlags extends SharedFlags {
  readonly mode: 'simulate'
  readonly fault?: readonly string[]
  readonly verbose?: true
}

/** Adds the options of all commands that play the gateway: how it answers, whose rules apply, and what is reported. */
export function gatewayOptions(command: Command): Command {
  const answering = command
    .addOption(new Option('--mode <mode>', 'simulate: answers as the profile documents, without a model').choices(['simulate']).default('simulate'))
    .option('--fault <name[@rate]>', 'a fault that requests meet, or a share of them (repeatable)', (text: string, before: string[] = []) => [...before, text])
    .option('--verbose', 'show findings with each request')
  return reportOptions(contractOptions(answering))
}
