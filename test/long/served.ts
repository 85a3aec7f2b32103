/** A gateway in a process of its own, by the options that it is given as JSON, for tests that load it. Tells of itself whenever it is asked. */
import { startGateway } from '../../src/gateway/index.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { peakMegabytes } from '../body/usage.ts'
import type { Told } from './serve.ts'

let exchanges = 0
const failures: string[] = []
const gateway = await startGateway({
  ...(JSON.parse(process.argv[2]!) as GatewayOptions),
  keepExchanges: false,
  onExchange({ failure }) {
    exchanges++
    if (failure !== undefined) failures.push(failure)
  },
})

process.on('message', async (asked) => {
  // Rejects where an internal error kept a request from being judged.
  if (asked === 'close') await gateway.close()
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed / 2 ** 20
  process.send!({ exchanges, failures, pending: gateway.pending, heap, peak: peakMegabytes() } satisfies Told)
})
process.send!({ url: gateway.url })
