import { connect } from 'node:net'

/** Milliseconds for a gateway to show that it is there. */
const LIMIT = 2000

/** True when somebody listens at a URL. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: LIMIT })
    const end = (listening: boolean) => () => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

/**
 * True when a connection is taken and nothing is answered: the system takes connections for a process that hangs. Throws the reason of
 * `interrupt`.
 */
export async function hangs(url: string, interrupt?: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.timeout(LIMIT)
  try {
    const { body } = await fetch(url, { signal: interrupt === undefined ? limit : AbortSignal.any([limit, interrupt]), redirect: 'manual' })
    await body?.cancel()
    return false
  } catch {
    interrupt?.throwIfAborted()
    return limit.aborted
  }
}
