import type { CheckCase } from '../suite/check-case.ts'
import { suiteOf } from '../suite/index.ts'
import type { Route, Target } from '../target.ts'

/** One case on one route. */
export interface Cell {
  readonly route: Route
  readonly checked: CheckCase
}

export interface Selection {
  /** Of ids and routes: cases that hold one of these texts, with `*` for anything. All where there are none. */
  readonly filter?: readonly string[]
  readonly maxRequests?: number
}

/** What is to be run, in its order: what may take the gateway down comes last of all. */
export function cellsOf({ routes, pictures }: Target, { filter = [], maxRequests = Infinity }: Selection): Cell[] {
  const cells = routes.flatMap((route) =>
    suiteOf(route.format)
      .filter((checked) => canRun(checked, route, pictures !== undefined))
      .map((checked) => ({ route, checked })),
  )
  const patterns = filter.map(patternOf)
  const selected = cells.filter((cell) => patterns.length === 0 || patterns.some((pattern) => pattern.test(nameOf(cell))))
  const ordered = [...selected.filter(({ checked }) => !checked.destructive), ...selected.filter(({ checked }) => checked.destructive)]
  return ordered.slice(0, maxRequests)
}

/** How a cell is called in reports: `route: case`, or the case alone where there is but one route. */
export function nameOf({ route, checked }: Cell): string {
  return `${route.name}: ${checked.id}`
}

/** Faults of the provider can be had from the kit's own alone, and pictures by URL where somebody can fetch them. */
function canRun({ fault, byUrl }: CheckCase, { upstream }: Route, hasPictures: boolean): boolean {
  return (fault === undefined || upstream !== undefined) && (!byUrl || hasPictures || upstream !== undefined)
}

function patternOf(text: string): RegExp {
  return new RegExp(text.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*'))
}
