import { createServer } from 'node:net'

/** Below those that the system hands out by itself, and for each worker of vitest others: so no two take the same one. */
const FIRST = 20_000
const PER_WORKER = 1000
let next = FIRST + (Number(process.env['VITEST_POOL_ID'] ?? 0) % 10) * PER_WORKER + (process.pid % 10) * 100

/** A port on which nothing listens, for a process that must be told one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next++
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
