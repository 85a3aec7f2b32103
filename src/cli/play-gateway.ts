import type { PayloadReport } from '../core/vocabulary.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import { startGateway, type Gateway } from '../gateway/start-gateway.ts'
import type { GatewayFlags } from './gateway-options.ts'
import type { Settings } from './settings.ts'

/** Starts the gateway as flags and settings say; `more` is what the command itself says. */
export function playGateway({ mode, fault }: GatewayFlags, settings: Settings, more: GatewayOptions): Promise<Gateway> {
  const { format, rules, now } = settings.optionsFor()
  return startGateway({
    profile: settings.profile,
    mode,
    ...(format && { format }),
    ...(rules && { rules }),
    ...(now !== undefined && { now }),
    ...(fault !== undefined && { faults: fault }),
    ...more,
  })
}

/** What was found in each request. Requests are told apart by their numbers. */
export function reportsOf({ exchanges }: Gateway): PayloadReport[] {
  const reports = exchanges.flatMap(({ report }) => report ?? [])
  return reports.map((report, index) => ({ ...report, source: { ...report.source, entry: index + 1 } }))
}
