import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A gateway in a process of its own, which serves. */
export interface Process {
  readonly url: string
  /** Its exit code, once it ended; null where a signal ended it. */
  readonly ended: Promise<number | null>
  [Symbol.asyncDispose](): Promise<void>
}

const LONGEST_START = 30_000

/** Starts a command, and waits until something answers at `url`. Rejects with what it printed where it ends before that. */
export async function startProcess([file, ...args]: readonly string[], url: string): Promise<Process> {
  const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  const deadline = Date.now() + LONGEST_START
  while (!(await isServed(url))) {
    if (!isRunning()) throw new Error(`The gateway ended before it served.\n${printed}`)
    if (Date.now() > deadline) {
      await stop()
      throw new Error(`The gateway did not serve within ${LONGEST_START} ms.\n${printed}`)
    }
    await sleep(25)
  }
  return { url, ended, [Symbol.asyncDispose]: stop }
}

async function isServed(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer()
    return true
  } catch {
    return false
  }
}
