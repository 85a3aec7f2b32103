import { Command, CommanderError } from 'commander'
import { PixpactError } from '../core/errors.ts'
import { printableLines } from '../core/printable.ts'
import { VERSION } from '../core/version.ts'
import { checkCommand } from './check.ts'
import { diffCommand } from './diff.ts'
import { encodeCommand } from './encode.ts'
import { explainCommand } from './explain.ts'
import { initCommand } from './init.ts'
import { runCommand } from './run.ts'
import { serveCommand } from './serve.ts'
import { validateCommand } from './validate.ts'

/** Runs the command line and sets the exit code: 0 clean, 1 findings, 2 anything that kept the kit from its work. */
export async function main(argv: readonly string[]): Promise<void> {
  // A reader that has seen enough, such as head, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const program = new Command('pixpact')
    .description('Contract tests for image input in LLM chat requests, offline and in both dialects.')
    .version(VERSION)
    .showSuggestionAfterError()
    .addHelpText('after', '\nExit codes: 0 clean · 1 findings at the failing level · 2 usage or internal error, or nothing was tested')
    // What stands behind a command to be run belongs to it.
    .enablePositionalOptions()
    .addCommand(validateCommand())
    .addCommand(encodeCommand())
    .addCommand(serveCommand())
    .addCommand(checkCommand())
    .addCommand(diffCommand())
    .addCommand(runCommand())
    .addCommand(explainCommand())
    .addCommand(initCommand())
    .exitOverride()
  for (const command of program.commands) command.copyInheritedSettings(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCodeOf(error)
  }
}

function exitCodeOf(error: unknown): number {
  // Help and version are no errors; of the rest commander has already told the user.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof PixpactError) console.error(printableLines(`pixpact: ${error.message}\n  ${error.hint}`))
  else console.error('pixpact: internal error, nothing was judged. Please report it with this trace:\n', error)
  return 2
}
