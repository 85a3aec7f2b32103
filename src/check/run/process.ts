import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { PixpactError } from '../../core/errors.ts'
import { isListening } from './life.ts'

const LONGEST_START = 60_000
const PAUSE = 100
/** How long a gateway may take to end by itself, and how long the system may take to clear a killed one away. */
const KILL_AFTER = 2000
const CLEARED_AFTER = 1000
const MOST_OUTPUT = 4000

/** A gateway that the kit starts, and starts again when it died. */
export interface GatewayProcess {
  /** Ends what runs of it, starts it, and waits until it listens. Throws `cannot-start`, and the reason of `signal`. */
  start(signal?: AbortSignal): Promise<void>
  /** Ends it with all that it has started, and waits until nothing of that is left. */
  stop(): Promise<void>
}

/** The gateway that a shell command starts, at a URL. Nothing is started yet. */
export function gatewayProcess(command: string, url: string): GatewayProcess {
  let running: ChildProcess | undefined
  // However the kit ends, it leaves nothing behind.
  const killAtExit = (): void => {
    if (running !== undefined) signalTo(running, 'SIGKILL')
  }

  async function stop(): Promise<void> {
    const child = running
    if (child === undefined) return
    signalTo(child, 'SIGTERM')
    await gone(child, KILL_AFTER)
    signalTo(child, 'SIGKILL')
    await gone(child, CLEARED_AFTER)
    // Whoever inherited the other ends and left the group would keep this process alive.
    child.stdout?.destroy()
    child.stderr?.destroy()
    child.unref()
    running = undefined
    process.off('exit', killAtExit)
  }

  async function start(signal?: AbortSignal): Promise<void> {
    await stop()
    if (await isListening(url)) throw cannotStart(`something else listens at ${url} already`, '', command)
    let output = ''
    // A group of its own, so that what it starts ends with it.
    const child = spawn(command, { shell: true, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] })
    running = child
    process.on('exit', killAtExit)
    child.once('error', (error) => (output = error.message))
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output = (output + piece.toString()).slice(-MOST_OUTPUT)))
    for (let waited = 0; waited < LONGEST_START && lives(child); waited += PAUSE) {
      if (await isListening(url)) return
      await sleep(PAUSE, undefined, { signal })
    }
    const why = lives(child) ? `nothing listened at ${url} after ${LONGEST_START / 1000} s` : `it ended ${child.signalCode === null ? `with code ${child.exitCode}` : `by ${child.signalCode}`}`
    await stop()
    throw cannotStart(why, output, command)
  }

  return { start, stop }
}

function cannotStart(why: string, output: string, command: string): PixpactError {
  return new PixpactError('cannot-start', `The gateway was not started: ${why}.\n${output.trim()}`.trim(), `Check the command: ${command}`)
}

/** True while anything of the group lives: a shell may have ended long before what it started. */
function lives(child: ChildProcess): boolean {
  return signalTo(child, 0)
}

async function gone(child: ChildProcess, longest: number): Promise<void> {
  for (let waited = 0; waited < longest && lives(child); waited += PAUSE) await sleep(PAUSE)
}

/** Sends a signal to the whole group; false where nobody is left to take it. */
function signalTo(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false
  if (process.platform === 'win32') return child.exitCode === null && child.kill(signal)
  try {
    return process.kill(-child.pid, signal)
  } catch {
    return false
  }
}
