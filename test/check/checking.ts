import { resolve } from 'node:path'
import { resolveTargets } from '../../src/config/resolve-targets.ts'
import { groupsOf, type CaseResult } from '../../src/check/result.ts'
import { resolveTarget } from '../../src/check/resolve-target.ts'
import { cellsOf, type Cell } from '../../src/check/run/cells.ts'
import { runCells } from '../../src/check/run/run.ts'
import type { Target } from '../../src/check/target.ts'
import { freePort } from '../gateways/free-port.ts'
import type { Pair } from '../gateways/miniature/dialect.ts'
import { FAULTS, type FaultName } from '../gateways/miniature/faults.ts'
import { startMiniature } from '../gateways/miniature/miniature.ts'

/** A target of one route that is described as a configuration does. */
export function targetOf(url: string, route: object, rest: object = {}): Target {
  const { targets, mistakes } = resolveTargets({ targets: { gateway: { url, routes: [route], ...rest } } }, '.')
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes))
  return resolveTarget('gateway', targets['gateway']!)
}

/** Runs cases against a target. */
export function run(target: Target, select: (cell: Cell) => boolean = () => true): Promise<CaseResult[]> {
  return runCells(target, cellsOf(target, {}).filter(select), { seed: 1, timeout: 20_000, keys: {} })
}

/** What a check of a miniature finds: the causes, each once. */
export async function causesOf(pair: Pair, fault?: FaultName, select?: (cell: Cell) => boolean): Promise<{ causes: string[]; cases: CaseResult[] }> {
  const port = await freePort()
  const route = { format: pair.inbound, upstream: { format: pair.upstreamFormat, port } }
  const upstream = `http://127.0.0.1:${port}`
  if (fault !== undefined && FAULTS[fault].kills) {
    const own = await freePort()
    const start = `"${process.execPath}" ${resolve('test/gateways/miniature/main.ts')} --port ${own} --inbound ${pair.inbound} --upstream-format ${pair.upstreamFormat} --upstream ${upstream} --fault ${fault}`
    return told(await run(targetOf(`http://127.0.0.1:${own}`, route, { start }), select))
  }
  await using gateway = await startMiniature({ ...pair, upstream, ...(fault !== undefined && { fault }) })
  return told(await run(targetOf(gateway.url, route), select))
}

function told(cases: CaseResult[]): { causes: string[]; cases: CaseResult[] } {
  return { causes: [...new Set(groupsOf(cases).map(({ cause }) => cause))], cases }
}

/** The cases without large pictures, for what does not depend on size. */
export function isSmall({ checked }: Cell): boolean {
  return (checked.dimensions['size'] ?? 'small') === 'small'
}
