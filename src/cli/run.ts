import { Command } from 'commander'
import { gatewayOptions, type GatewayFlags } from './gateway-options.ts'

export function runCommand(): Command {
  const command = new Command('run')
    .description('play the gateway for a command: set the base URLs and keys of its clients, run it, and report every request that it sent, on standard error')
    .argument('<command...>', 'what is to be run, with its arguments')
    .usage('[options] -- <command...>')
    .passThroughOptions()
  return gatewayOptions(command).action(async (words: readonly string[], flags: GatewayFlags) => {
    // Not needed to judge files, and so not loaded with the other commands.
    const { runWithGateway } = await import('./run-with-gateway.ts')
    process.exitCode = await runWithGateway(words, flags)
  })
}
