import { Command, Option } from 'commander'
import type { DiffFlags } from './run-diff.ts'

export function diffCommand(): Command {
  return new Command('diff')
    .description('compare two saved runs of "pixpact check": what is new, and what is mended')
    .argument('<before>', 'the json report of one release')
    .argument('<after>', 'that of another one')
    .addOption(new Option('--reporter <name>', 'how to show it').choices(['text', 'json', 'markdown']).default('text'))
    .option('--no-color', 'no colours')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { diff } = await import('./run-diff.ts')
      process.exitCode = diff(before, after, flags)
    })
}
