import { PixpactError } from '../core/errors.ts'
import { nameOf, type Cell } from '../check/run/cells.ts'
import { urlOf } from '../check/run/send.ts'
import { writeCase } from '../check/run/write-case.ts'
import type { Target } from '../check/target.ts'

/** The cases, and how many there are for each value of each dimension. */
export function listOf(cells: readonly Cell[]): string {
  const counts = new Map<string, Map<string, number>>()
  for (const { checked } of cells) {
    for (const [dimension, value] of Object.entries(checked.dimensions)) {
      const values = counts.get(dimension) ?? new Map<string, number>()
      counts.set(dimension, values.set(value, (values.get(value) ?? 0) + 1))
    }
  }
  const lines = cells.map((cell) => `${nameOf(cell)}${cell.checked.about === undefined ? '' : `    ${cell.checked.about}`}`)
  const totals = [...counts].map(([dimension, values]) => `${dimension}: ${[...values].map(([value, number]) => `${number} ${value}`).join(', ')}`)
  return [...lines, '', `${cells.length} cases`, ...totals, ''].join('\n')
}

/** What would be sent where, and how much it is. */
export function dryRun(target: Target, cells: readonly Cell[], seed: number): string {
  const rows = cells.map((cell) => ({ cell, bytes: Buffer.byteLength(writeCase(target, cell, seed).request.body) }))
  const lines = rows.map(({ cell, bytes }) => `POST ${urlOf(target, cell.route)}  ${bytes.toLocaleString('en-US')} bytes  ${nameOf(cell)}`)
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0)
  return [...lines, '', `${cells.length} requests, ${all.toLocaleString('en-US')} bytes. Nothing was sent.`, ''].join('\n')
}

/** The body of the one case that is selected. Throws `usage` for several. */
export function printBody(cells: readonly Cell[], seed: number, target: Target): string {
  const [cell, other] = cells
  if (other !== undefined) throw new PixpactError('usage', `${cells.length} cases are selected, and a body is that of one.`, 'Narrow --filter down.')
  return writeCase(target, cell!, seed).request.body
}
