import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { PixpactError } from '../core/errors.ts'

/** How a command ended. */
export interface Ending {
  /** Of a command that a signal ended, 128 and the number of the signal, as shells have it. */
  readonly code: number
  readonly signal?: NodeJS.Signals
}

const PASSED_ON: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a command, which reads and writes what this process would, passes signals on to it, and waits for its end.
 * Throws `cannot-start` for one that is not there or may not be run.
 */
export async function runChild([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  const child = spawn(file, args, { stdio: 'inherit', env })
  const passOn = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to the command as well, and many take the second one for a wish to end at once.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of PASSED_ON) process.on(signal, passOn)
  try {
    return await new Promise<Ending>((resolve, reject) => {
      // Signals that could not be sent are told here as well: the command has gone, or `exit` follows.
      child.on('error', (error: NodeJS.ErrnoException) => {
        if (child.pid === undefined) reject(cannotStart(error, file))
      })
      child.once('exit', (code, signal) => resolve(signal === null ? { code: code! } : { code: 128 + constants.signals[signal], signal }))
    })
  } finally {
    for (const signal of PASSED_ON) process.off(signal, passOn)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  EACCES: 'it may not be run',
}

function cannotStart(cause: NodeJS.ErrnoException, file: string): PixpactError {
  const why = REASONS[cause.code ?? ''] ?? cause.message
  return new PixpactError('cannot-start', `The command "${file}" cannot be started: ${why}.`, 'Name a program and its arguments: pixpact run -- npm test.', { cause })
}
