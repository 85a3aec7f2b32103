import { vendorOf } from '../../profiles/vendors.ts'
import { validateRequest } from '../../validate/validate-request.ts'
import { picturePath } from '../provider/pictures.ts'
import { LOCAL_PICTURES } from '../provider/provider.ts'
import { nameOfResult } from '../result.ts'
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

/** What is to be run, in its order: what may take the gateway down, or put it off, comes behind what may not. */
export function cellsOf({ routes, pictures }: Target, { filter = [], maxRequests = Infinity }: Selection): Cell[] {
  const cells = routes.flatMap((route) =>
    suiteOf(route.format)
      .filter((checked) => canRun(checked, route, pictures !== undefined))
      .map((checked) => ({ route, checked })),
  )
  const selects = filter.map((text) => selectorOf(text, cells))
  const selected = cells.filter((cell) => selects.length === 0 || selects.some((select) => select(nameOf(cell))))
  return selected.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, maxRequests)
}

const RANKS: Readonly<Record<CheckCase['expects'], number>> = { answer: 0, either: 1, refusal: 2, error: 3 }

function rankOf({ checked }: Cell): number {
  return checked.destructive ? 4 : RANKS[checked.expects]
}

/** How a cell is called: `route: case`. */
export function nameOf({ route, checked }: Cell): string {
  return nameOfResult({ route: route.name, id: checked.id })
}

/**
 * Faults of the provider can be had from the kit's own alone, and pictures by URL where somebody can fetch them. What the route's own
 * profile takes or refuses otherwise than the vendor of the format says nothing about the gateway.
 */
function canRun(checked: CheckCase, route: Route, hasPictures: boolean): boolean {
  const { fault, byUrl, expects, triggers } = checked
  const { upstream, profile, format } = route
  if ((fault !== undefined && upstream === undefined) || (byUrl && !hasPictures && upstream === undefined)) return false
  if (profile.id === vendorOf(format).id || expects === 'either') return true
  const options = { profile, format, rules: LOCAL_PICTURES }
  const { body } = checked.write({ route, token: 'px0123456789', urlOf: (picture) => `https://example.com${picturePath(picture)}` })
  const { valid, findings } = validateRequest(body, options)
  const isRefused = findings.some(({ ruleId, messageId, severity }) => severity === 'error' && `${ruleId}/${messageId}` === triggers)
  return expects === 'refusal' ? isRefused : valid
}

/** A whole name selects that case alone; any other text those whose names hold it. */
function selectorOf(text: string, cells: readonly Cell[]): (name: string) => boolean {
  if (cells.some((cell) => nameOf(cell) === text)) return (name) => name === text
  const pattern = new RegExp(text.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*'))
  return (name) => pattern.test(name)
}
