import { once } from 'node:events'
import type { PayloadReport } from '../core/vocabulary.ts'
import type { Gateway } from '../gateway/start-gateway.ts'
import { reportOf } from '../report/report.ts'
import type { GatewayFlags } from './gateway-options.ts'
import { playGateway, reportsOf } from './play-gateway.ts'
import { exitCodeOf, painter, writeReports } from './reports.ts'
import { requestLine, verboseLines } from './request-line.ts'
import { settingsOf } from './settings.ts'

export interface ServeFlags extends GatewayFlags {
  readonly port?: number
  readonly host?: string
}

/** Serves until Ctrl-C, reports what was found, and returns the exit code. */
export async function serve(flags: ServeFlags): Promise<number> {
  const settings = await settingsOf(flags)
  const { port, host } = flags
  // Standard output is the report's alone, so that it can go into a file or to another program.
  const view = { paint: painter(flags.color, process.stderr) }
  const gateway = await playGateway(flags, settings, {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    onExchange: (exchange) => {
      if (flags.quiet && (exchange.report?.findings.length ?? 0) === 0) return
      console.error(flags.verbose ? verboseLines(exchange, view) : requestLine(exchange, view))
    },
  })
  // Heard from here on: whoever reads the greeting may be quick.
  const end = interrupted()
  console.error(greeting(gateway, settings.profile.id))
  await end
  await gateway.close()
  return conclude(reportsOf(gateway), flags, settings)
}

function conclude(payloads: readonly PayloadReport[], flags: ServeFlags, settings: Awaited<ReturnType<typeof settingsOf>>): number {
  const report = reportOf('serve', settings.profile.id, payloads)
  writeReports(report, flags, settings)
  if (report.summary.payloads > report.summary.skipped) return exitCodeOf(report, settings.failOn)
  console.error('pixpact: nothing was tested, since no chat request came.\n  Send one to the address above before you stop it.')
  return 2
}

function greeting({ url, openaiBaseUrl, anthropicBaseUrl }: Gateway, profile: string): string {
  return [
    `pixpact plays the gateway of profile ${profile} at ${url}. Stop it with Ctrl-C.`,
    ...(openaiBaseUrl === undefined ? [] : [`  OPENAI_BASE_URL=${openaiBaseUrl}`]),
    ...(anthropicBaseUrl === undefined ? [] : [`  ANTHROPIC_BASE_URL=${anthropicBaseUrl}`]),
    '  Any key will do.',
    '',
  ].join('\n')
}

/** Waits for Ctrl-C, or for whoever started this to end it. Pressed again, Ctrl-C ends it at once. */
async function interrupted(): Promise<void> {
  const done = new AbortController()
  const { signal } = done
  await Promise.race([once(process, 'SIGINT', { signal }), once(process, 'SIGTERM', { signal })])
  done.abort()
}
