import { spawn, type ChildProcess } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { PixpactError } from '../../core/errors.ts'

const LONGEST_START = 60_000
const PAUSE = 100
const KILL_AFTER = 2000

/** True when somebody listens at a URL. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: 2000 })
    const end = (listening: boolean) => () => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

/** A gateway that the kit starts, and starts again when it died. */
export class GatewayProcess {
  readonly #command: string
  readonly #url: string
  #child: ChildProcess | undefined
  #output = ''

  constructor(command: string, url: string) {
    this.#command = command
    this.#url = url
  }

  /** Starts it and waits until it listens. Throws `cannot-start`. */
  async start(): Promise<void> {
    await this.stop()
    this.#output = ''
    // A group of its own, so that what it starts ends with it.
    const child = spawn(this.#command, { shell: true, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (this.#output = (this.#output + piece.toString()).slice(-4000)))
    for (let waited = 0; waited < LONGEST_START; waited += PAUSE) {
      if (await isListening(this.#url)) return
      if (child.exitCode !== null) break
      await sleep(PAUSE)
    }
    const why = child.exitCode === null ? `nothing listened at ${this.#url} after ${LONGEST_START / 1000} s` : `it ended with code ${child.exitCode}`
    await this.stop()
    throw new PixpactError('cannot-start', `The gateway was not started: ${why}.\n${this.#output.trim()}`, `Check the command: ${this.#command}`)
  }

  /** Ends it, and waits until it has ended. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    kill(child, 'SIGTERM')
    const timer = setTimeout(() => kill(child, 'SIGKILL'), KILL_AFTER)
    await ended
    clearTimeout(timer)
  }
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}
