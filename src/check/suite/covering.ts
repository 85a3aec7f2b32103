/** The values of each dimension. */
export type Dimensions = Readonly<Record<string, readonly string[]>>

/** One value of each dimension. */
export type Row<Of extends Dimensions> = { readonly [Name in keyof Of]: Of[Name][number] }

/**
 * Rows that between them hold each combination of values of any three dimensions that `allows` leaves possible; so also of any two.
 * Greedy: the row with most new combinations is next, the first of several. The same dimensions give the same rows.
 */
export function coveringRows<const Of extends Dimensions>(dimensions: Of, allows: (row: Row<Of>) => boolean): Row<Of>[] {
  const names = Object.keys(dimensions)
  const all = allRows(names, dimensions).filter((row) => allows(row as Row<Of>))
  const ids = new Map<string, number>()
  const triples = all.map((row) => triplesOf(names, row).map((key) => ids.get(key) ?? (ids.set(key, ids.size), ids.size - 1)))
  const covered = new Uint8Array(ids.size)
  const chosen: Row<Of>[] = []
  for (;;) {
    const gains = triples.map((of) => of.reduce((sum, id) => sum + (covered[id] ? 0 : 1), 0))
    const best = gains.reduce((at, gain, index) => (gain > gains[at]! ? index : at), 0)
    if (all.length === 0 || gains[best] === 0) return chosen
    for (const id of triples[best]!) covered[id] = 1
    chosen.push(all[best] as Row<Of>)
  }
}

function allRows(names: readonly string[], dimensions: Dimensions): Record<string, string>[] {
  return names.reduce<Record<string, string>[]>((rows, name) => rows.flatMap((row) => dimensions[name]!.map((value) => ({ ...row, [name]: value }))), [{}])
}

function triplesOf(names: readonly string[], row: Readonly<Record<string, string>>): string[] {
  const keys = names.map((name) => `${name}=${row[name]}`)
  return keys.flatMap((a, i) => keys.slice(i + 1).flatMap((b, j) => keys.slice(i + j + 2).map((c) => `${a} ${b} ${c}`)))
}
