import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { GatewayOptions } from '../../src/gateway/options.ts'

/** What a gateway in another process tells of itself. */
export interface Told {
  readonly exchanges: number
  /** Why requests were not answered, judged or stored as they should be. */
  readonly failures: readonly string[]
  /** Requests that are being received or answered. */
  readonly pending: number
  /** MB in use, garbage aside. */
  readonly heap: number
  /** The most MB that the process ever had. */
  readonly peak: number
}

export interface Served extends AsyncDisposable {
  readonly url: string
  tell(): Promise<Told>
  /** As if the power failed. */
  kill(): Promise<void>
}

/** Starts a gateway in a process of its own. When it is disposed of, it must end in order, and no internal error must have come. */
export async function serve(options: GatewayOptions = {}): Promise<Served> {
  const child = fork('test/long/served.ts', [JSON.stringify(options)], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr!.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = once(child, 'exit')
  const answer = async (): Promise<unknown> => {
    const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)])
    if (first === undefined) throw new Error(`The gateway has ended: ${said}`)
    return first[0]
  }
  const ask = (what: 'tell' | 'close'): Promise<Told> => {
    child.send(what)
    return answer() as Promise<Told>
  }
  const { url } = (await answer()) as { readonly url: string }
  return {
    url,
    tell: () => ask('tell'),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      await ask('close')
      child.kill()
      await ended
    },
  }
}
