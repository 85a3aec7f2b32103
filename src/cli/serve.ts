import { Command, InvalidArgumentError } from 'commander'
import { gatewayOptions } from './gateway-options.ts'
import type { ServeFlags } from './run-serve.ts'

export function serveCommand(): Command {
  const command = new Command('serve')
    .description('play the gateway on this machine: judge every request, answer as documented, and report when it is stopped with Ctrl-C')
    .option('--port <number>', 'where it listens; default: a free port', portOption)
    .option('--host <host>', 'the address that it listens at; default: 127.0.0.1, which this machine alone can reach')
  return gatewayOptions(command).action(async (flags: ServeFlags) => {
    // Not needed to judge files, and so not loaded with the other commands.
    const { serve } = await import('./run-serve.ts')
    process.exitCode = await serve(flags)
  })
}

function portOption(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a number from 0 to 65535.')
  return port
}
