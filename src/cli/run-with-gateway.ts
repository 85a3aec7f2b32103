import { printable } from '../core/printable.ts'
import type { Gateway } from '../gateway/start-gateway.ts'
import { reportOf } from '../report/report.ts'
import { runChild, type Ending } from './child-process.ts'
import { clientEnvironment } from './client-environment.ts'
import type { GatewayFlags } from './gateway-options.ts'
import { playGateway, reportsOf } from './play-gateway.ts'
import { exitCodeOf, painter, writeReports } from './reports.ts'
import { requestLine, verboseLines } from './request-line.ts'
import { settingsOf, type Settings } from './settings.ts'
import { stragglersAt, type Stragglers } from './stragglers.ts'

/** Runs a command whose clients talk to the gateway, reports what they sent, and returns the exit code. */
export async function runWithGateway(command: readonly string[], flags: GatewayFlags): Promise<number> {
  const settings = await settingsOf(flags)
  const view = { paint: painter(flags.color, process.stderr) }
  const gateway = await playGateway(flags, settings, {
    lenientPaths: true,
    // What the command prints stays as it is, unless somebody wants to see both.
    ...(flags.verbose && { onExchange: (exchange) => console.error(verboseLines(exchange, view)) }),
  })
  let ending: Ending
  let stragglers: Stragglers
  try {
    ending = await runChild(command, clientEnvironment(process.env, gateway, settings.profile))
    stragglers = await stragglersAt(gateway)
  } finally {
    await gateway.close()
  }
  return conclude({ name: printable(command[0]!), ending, stragglers, gateway }, flags, settings)
}

interface Outcome {
  /** What the command is called. */
  readonly name: string
  readonly ending: Ending
  readonly stragglers: Stragglers
  readonly gateway: Gateway
}

/** Reports to standard error: what a command writes to standard output may go on to another one. */
function conclude({ name, ending, stragglers, gateway }: Outcome, flags: GatewayFlags, settings: Settings): number {
  const report = reportOf('run', settings.profile.id, reportsOf(gateway))
  const isTested = report.summary.payloads > report.summary.skipped
  if (report.payloads.length > 0 || flags.reporter !== undefined) writeReports(report, flags, settings, process.stderr)
  if (ending.signal !== undefined) console.error(`pixpact: ${name} was ended by the signal ${ending.signal}.`)
  for (const sentence of leftRunning(name, stragglers)) console.error(sentence)
  if (!isTested) console.error(nothingTested(name, gateway, flags))
  if (ending.code !== 0) return ending.code
  return !isTested || stragglers.goOn ? 2 : exitCodeOf(report, settings.failOn)
}

function leftRunning(name: string, { judged, goOn }: Stragglers): string[] {
  const count = judged === 1 ? '1 request' : `${judged} requests`
  const late = `${count} came when ${name} had ended already: something that it started was still running.`
  const found = goOn ? `${name} has ended, but something that it started still sends requests: not all of them were judged.` : late
  return goOn || judged > 0 ? [`pixpact: ${found}\n  Let the command wait for what it starts, since what comes later is not judged.`] : []
}

function nothingTested(name: string, { exchanges, url }: Gateway, { color }: GatewayFlags): string {
  const view = { paint: painter(color, process.stderr) }
  const others = exchanges.slice(0, 10).map((exchange) => `  ${requestLine(exchange, view)}`)
  return [
    `pixpact: nothing was tested, since ${name} sent no chat request to ${url}.`,
    ...(others.length > 0 ? ['  What came instead:', ...others.map((line) => `  ${line}`)] : []),
    '  Its clients must take their base URL from OPENAI_BASE_URL or ANTHROPIC_BASE_URL.',
  ].join('\n')
}
