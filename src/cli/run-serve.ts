import { once } from 'node:events'
import type { PayloadReport } from '../core/vocabulary.ts'
import { reportOf } from '../report/report.ts'
import { failedRequests } from './failed-requests.ts'
import { toldOfGateway, type GatewayFlags } from './gateway-options.ts'
import { greeting } from './greeting.ts'
import { keeper } from './keeper.ts'
import { playGateway } from './play-gateway.ts'
import { exitCodeOf, painter, writeReports } from './reports.ts'
import { requestLine, verboseLines } from './request-line.ts'
import { settingsOf, type Settings } from './settings.ts'

export interface ServeFlags extends GatewayFlags {
  readonly port?: number
  readonly host?: string
}

/** What is kept of the requests until the report. */
interface Served {
  readonly payloads: PayloadReport[]
  /** How many were not answered, judged or stored as they should be. */
  failures: number
}

/** Serves until Ctrl-C, reports what was found, and returns the exit code. */
export async function serve(flags: ServeFlags): Promise<number> {
  const settings = await settingsOf(flags)
  const { port, host } = flags
  // Standard output is the report's alone, so that it can go into a file or to another program.
  const view = { paint: painter(flags.color, process.stderr) }
  const served: Served = { payloads: [], failures: 0 }
  const keep = keeper()
  const gateway = await playGateway(flags, settings, {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    // Kept here, and smaller.
    keepExchanges: false,
    onExchange: (exchange) => {
      const { report, failure } = exchange
      if (report !== undefined) served.payloads.push(keep({ ...report, source: { ...report.source, entry: served.payloads.length + 1 } }))
      if (failure !== undefined) served.failures++
      if (flags.quiet && failure === undefined && (report?.findings.length ?? 0) === 0) return
      console.error(flags.verbose ? verboseLines(exchange, view) : requestLine(exchange, view))
    },
  })
  // Heard from here on: whoever reads the greeting may be quick.
  const end = interrupted()
  console.error(greeting(gateway, settings.profile.id, toldOfGateway(flags, settings.config)))
  await end
  await gateway.close()
  return conclude(served, flags, settings)
}

function conclude({ payloads, failures }: Served, flags: ServeFlags, settings: Settings): number {
  const report = reportOf('serve', settings.profile.id, payloads)
  writeReports(report, flags, settings)
  if (failures > 0) {
    console.error(failedRequests(failures))
    return Math.max(1, exitCodeOf(report, settings.failOn))
  }
  if (report.summary.payloads > report.summary.skipped) return exitCodeOf(report, settings.failOn)
  console.error('pixpact: nothing was tested, since no chat request came.\n  Send one to the address above before you stop it.')
  return 2
}

/** Waits for Ctrl-C, or for whoever started this to end it. Pressed again, Ctrl-C ends it at once. */
async function interrupted(): Promise<void> {
  const done = new AbortController()
  const { signal } = done
  await Promise.race([once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })])
  done.abort()
}
